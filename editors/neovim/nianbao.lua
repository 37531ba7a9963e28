-- nianbao for Neovim 0.7 and newer, without plugins.
-- Put this file into ~/.config/nvim/plugin/; `nianbao` must be on the PATH (pip install nianbao).
-- The server reads every Markdown, text and HTML file, and reports findings only for annual reports.

local languages = { markdown = "markdown", text = "plaintext", html = "html", nianbao = "nianbao" }
local roots = { "nianbao.toml", ".nianbao.toml", "pyproject.toml", ".git" }

local function language(_, filetype)
  return languages[filetype] or filetype
end

if vim.filetype and vim.filetype.add then
  vim.filetype.add({ pattern = { [".*%.nianbao%.md"] = "nianbao", [".*%.nianbao%.txt"] = "nianbao" } })
end

if vim.lsp.config then -- 0.11 and newer
  vim.lsp.config("nianbao", {
    cmd = { "nianbao", "lsp" },
    filetypes = vim.tbl_keys(languages),
    root_markers = roots,
    get_language_id = language,
  })
  vim.lsp.enable("nianbao")
  return
end

local clients = {} -- by root folder

local function root_of(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  local here = folder
  while true do
    for _, name in ipairs(roots) do
      if vim.fn.empty(vim.fn.glob(here .. "/" .. name)) == 0 then
        return here
      end
    end
    local above = vim.fn.fnamemodify(here, ":h")
    if above == here then
      return folder
    end
    here = above
  end
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = vim.tbl_keys(languages),
  callback = function(event)
    local root = root_of(vim.api.nvim_buf_get_name(event.buf))
    if not clients[root] then
      clients[root] = vim.lsp.start_client({
        name = "nianbao",
        cmd = { "nianbao", "lsp" },
        root_dir = root,
        get_language_id = language,
        on_exit = function()
          clients[root] = nil
        end,
      })
    end
    if clients[root] then
      vim.lsp.buf_attach_client(event.buf, clients[root])
    end
  end,
})
