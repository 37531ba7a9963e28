-- Opens a report with the shipped configuration, applies the first quick fix, and prints what happened as JSON.
local report, config = vim.env.REPORT, vim.env.CONFIG
dofile(config)
vim.cmd("filetype on")

local function wait(what, condition)
  if not vim.wait(20000, condition, 50) then
    io.stdout:write(vim.fn.json_encode({ failed = what }) .. "\n")
    vim.cmd("cquit 1")
  end
end

local function diagnostics()
  return vim.diagnostic.get(0)
end

vim.cmd("edit " .. vim.fn.fnameescape(report))
wait("diagnostics", function()
  return #diagnostics() > 0
end)
local before = {}
for _, one in ipairs(diagnostics()) do
  table.insert(before, { code = one.code, line = one.lnum + 1, column = one.col, message = one.message })
end

local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)({ bufnr = 0 })
local params = {
  textDocument = vim.lsp.util.make_text_document_params(),
  range = { start = { line = 0, character = 0 }, ["end"] = { line = vim.api.nvim_buf_line_count(0), character = 0 } },
  context = { diagnostics = {}, only = { "source.fixAll.nianbao" } },
}
local answer = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 20000)
local applied = {}
for id, one in pairs(answer or {}) do
  for _, action in ipairs(one.result or {}) do
    table.insert(applied, action.title)
    vim.lsp.util.apply_workspace_edit(action.edit, clients[1].offset_encoding)
  end
end
wait("fewer diagnostics", function()
  return #diagnostics() < #before
end)
local after = {}
for _, one in ipairs(diagnostics()) do
  table.insert(after, { code = one.code })
end
io.stdout:write(vim.fn.json_encode({
  before = before,
  applied = applied,
  after = after,
  encoding = clients[1].offset_encoding,
  filetype = vim.bo.filetype,
}) .. "\n")
vim.cmd("qall!")
