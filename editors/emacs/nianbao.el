;;; nianbao.el --- Annual reports on open government information  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "27.1") (eglot "1.9"))

;;; Commentary:

;; Checks reports while they are written, through eglot (part of Emacs 29; a package before).
;; Put this file on the `load-path' and (require 'nianbao) into your init file; `nianbao' must be on
;; the PATH (pip install nianbao).  Files named *.nianbao.md and *.nianbao.txt are checked at once;
;; in any other report call M-x nianbao-mode, or M-x eglot in markdown-mode, text-mode or HTML.
;;
;; With lsp-mode instead of eglot:
;;   (lsp-register-client (make-lsp-client :new-connection (lsp-stdio-connection nianbao-command)
;;                                         :major-modes '(nianbao-mode markdown-mode)
;;                                         :server-id 'nianbao))

;;; Code:

(require 'eglot)

(defgroup nianbao nil "Annual reports on open government information." :group 'text)

(defcustom nianbao-command '("nianbao" "lsp")
  "The command that runs the server."
  :type '(repeat string))

;;;###autoload
(define-derived-mode nianbao-mode text-mode "年报"
  "Major mode for annual reports on open government information."
  (setq-local comment-start "<!-- " comment-end " -->")
  (eglot-ensure))

(put 'nianbao-mode 'eglot-language-id "nianbao")
(put 'text-mode 'eglot-language-id "plaintext")

(dolist (mode '(nianbao-mode markdown-mode text-mode html-mode mhtml-mode))
  (add-to-list 'eglot-server-programs (cons mode (lambda (&rest _) nianbao-command))))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.nianbao\\.\\(md\\|txt\\)\\'" . nianbao-mode))

(provide 'nianbao)
;;; nianbao.el ends here
