--- What is known while a document is written: its body so far, and the parts that it needs.
local names <const> = require "capai.render.docx.names"
local section <const> = require "capai.render.docx.section"

local state = {}
state.__index = state

local PARTS <const> = {
  { id = "rId1", kind = "styles", target = "styles.xml" },
  { id = "rId2", kind = "numbering", target = "numbering.xml" },
  { id = "rId3", kind = "settings", target = "settings.xml" },
}

--- A state before the first block.
function state.new(blocks)
  return setmetatable({
    items = {}, relations = table.move(PARTS, 1, #PARTS, 1, {}), edges = {}, files = {},
    targets = names.targets(blocks), count = names.counters(), lists = 0, ids = 0, known = {},
  }, state)
end

--- Adds a paragraph, or the XML of a table. Room above a paragraph is for what stands there: at
--- the top of a page there is none.
function state:add(item)
  if type(item) == "table" then
    local top <const> = self.page_break or #self.items < self.first
    if top and not item.before then item.before = 0 end
    item.page_break, self.page_break = self.page_break, nil
  end
  self.items[#self.items + 1] = item
end

--- A number that no other picture has.
function state:next_id()
  self.ids = self.ids + 1
  return self.ids
end

local function relate(self, kind, target)
  local id <const> = "rId" .. #self.relations + 1
  self.relations[#self.relations + 1] = { id = id, kind = kind, target = target }
  return id
end

--- A file of the document; returns its relation.
function state:media(ending, content)
  local target <const> = ("media/image%d.%s"):format(#self.files + 1, ending)
  self.files[#self.files + 1] = { "word/" .. target, content }
  return relate(self, "image", target)
end

--- A running head or foot; equal ones are one part. Returns its relation.
function state:edge(kind, content)
  local key <const> = kind .. content
  if not self.known[key] then
    local target <const> = ("%s%d.xml"):format(kind, #self.edges + 1)
    self.edges[#self.edges + 1] = { kind = kind, target = target, content = content }
    self.known[key] = relate(self, kind, target)
  end
  return self.known[key]
end

--- Ends the section that is open: its properties go into its last paragraph.
local function close(self)
  local last = self.items[#self.items]
  if #self.items < self.first or type(last) ~= "table" then
    last = { style = "Gap" }
    self:add(last)
  end
  last.section = section.xml(self, self.section)
end

--- Starts a section.
function state:open(block)
  self.page_break = nil
  if self.section then close(self) end
  self.section, self.first = block, #self.items + 1
  self.width, self.landscape = section.width(block), block.landscape
end

--- The properties of the last section, which stand at the end of the body.
function state:last_section()
  if #self.items < self.first then self:add { style = "Gap" } end
  return section.xml(self, self.section)
end

return state
