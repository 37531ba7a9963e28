;; Opens a report with the shipped configuration, applies the safe fixes, and prints what happened as JSON.  -*- lexical-binding: t; -*-
(require 'json)
(load (getenv "CONFIG") nil t)
(setq eglot-sync-connect 20 eglot-connect-timeout 20 eglot-confirm-server-initiated-edits nil)

(defun wait (what condition)
  (let ((deadline (+ (float-time) 20)))
    (while (not (funcall condition))
      (when (> (float-time) deadline)
        (princ (json-encode `((failed . ,what))))
        (kill-emacs 1))
      (accept-process-output nil 0.05))))

(defun codes ()
  (mapcar (lambda (one) (substring-no-properties (flymake-diagnostic-text one))) (flymake-diagnostics)))

(find-file (getenv "REPORT"))
(unless (eglot-current-server) (call-interactively #'eglot))
(flymake-mode 1)
(wait "diagnostics" (lambda () (flymake-start) (codes)))
(let* ((before (codes))
       (server (eglot-current-server))
       (actions (jsonrpc-request server :textDocument/codeAction
                                 (list :textDocument (eglot--TextDocumentIdentifier)
                                       :range (list :start (eglot--pos-to-lsp-position (point-min)) :end (eglot--pos-to-lsp-position (point-max)))
                                       :context (list :diagnostics [] :only ["source.fixAll.nianbao"]))))
       (titles (mapcar (lambda (action) (plist-get action :title)) actions)))
  (mapc (lambda (action) (eglot--apply-workspace-edit (plist-get action :edit))) actions)
  (eglot--signal-textDocument/didChange) ; sent when Emacs is idle, which it never is in a batch
  (wait "fewer diagnostics" (lambda () (flymake-start) (< (length (codes)) (length before))))
  (princ (json-encode `((before . ,(vconcat before)) (applied . ,(vconcat titles)) (after . ,(vconcat (codes)))
                        (mode . ,(symbol-name major-mode)))))
  (eglot-shutdown server))
