--- What makes one file of the parts: types, relations, properties and settings.
local xml <const> = require "capai.render.docx.xml"

local package = {}

local OFFICE <const> = "http://schemas.openxmlformats.org/"
local RELATIONS <const> = OFFICE .. "officeDocument/2006/relationships/"
local PACKAGE <const> = OFFICE .. "package/2006/"
local WORD <const> = "application/vnd.openxmlformats-officedocument.wordprocessingml."

--- The list of relations: { id, kind, target }.
function package.relations(list)
  local out <const> = {}
  for i, one in ipairs(list) do
    local kind <const> = one.kind:find(":", 1, true) and one.kind or RELATIONS .. one.kind
    out[i] = ('<Relationship Id="%s" Type="%s" Target="%s"/>'):format(one.id, kind, one.target)
  end
  return ('%s<Relationships xmlns="%srelationships">%s</Relationships>'):format(xml.HEAD, PACKAGE,
    table.concat(out))
end

--- The relations of the whole file.
function package.root()
  return package.relations {
    { id = "rId1", kind = "officeDocument", target = "word/document.xml" },
    { id = "rId2", kind = PACKAGE .. "relationships/metadata/core-properties",
      target = "docProps/core.xml" },
    { id = "rId3", kind = "custom-properties", target = "docProps/custom.xml" },
  }
end

local DEFAULTS <const> = {
  { "emf", "image/x-emf" }, { "rels", "application/vnd.openxmlformats-package.relationships+xml" },
  { "svg", "image/svg+xml" }, { "xml", "application/xml" },
}
local FIXED <const> = {
  { "/word/document.xml", WORD .. "document.main+xml" },
  { "/word/styles.xml", WORD .. "styles+xml" },
  { "/word/numbering.xml", WORD .. "numbering+xml" },
  { "/word/settings.xml", WORD .. "settings+xml" },
  { "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml" },
  { "/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml" },
}

--- The types of all parts; `edges` are heads and feet: { kind, target }.
function package.types(edges)
  local out <const> = {}
  for _, one in ipairs(DEFAULTS) do
    out[#out + 1] = ('<Default Extension="%s" ContentType="%s"/>'):format(one[1], one[2])
  end
  for _, one in ipairs(FIXED) do
    out[#out + 1] = ('<Override PartName="%s" ContentType="%s"/>'):format(one[1], one[2])
  end
  for _, edge in ipairs(edges) do
    out[#out + 1] = ('<Override PartName="/word/%s" ContentType="%s"/>'):format(edge.target,
      WORD .. edge.kind .. "+xml")
  end
  return ('%s<Types xmlns="%scontent-types">%s</Types>'):format(xml.HEAD, PACKAGE,
    table.concat(out))
end

--- Title and language; no author and no time, which would differ from machine to machine.
function package.core(document)
  return ('%s<cp:coreProperties xmlns:cp="%smetadata/core-properties" ' ..
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title>' ..
    "<dc:language>id-ID</dc:language></cp:coreProperties>"):format(xml.HEAD, PACKAGE,
    xml.escape(document.title))
end

--- What the report was made from, as properties that Word shows: names differ, whatever the case.
function package.custom(document)
  local out <const>, taken <const> = {}, {}
  for _, entry in ipairs(document.manifest or {}) do
    local name <const> = entry.what:lower()
    if entry.what ~= "" and not taken[name] then
      taken[name] = true
      out[#out + 1] = ('<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" ' ..
        'name="%s"><vt:lpwstr>%s</vt:lpwstr></property>'):format(#out + 2, xml.escape(entry.what),
        xml.escape(entry.value))
    end
  end
  return ('%s<Properties xmlns="%sofficeDocument/2006/custom-properties" xmlns:vt="%s' ..
    'officeDocument/2006/docPropsVTypes">%s</Properties>'):format(xml.HEAD, OFFICE, OFFICE,
    table.concat(out))
end

--- Settings: Word counts pages and numbers when it opens the file.
function package.settings()
  return xml.part("settings", '<w:defaultTabStop w:val="708"/><w:characterSpacingControl ' ..
    'w:val="doNotCompress"/><w:updateFields w:val="true"/><w:compat><w:compatSetting ' ..
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>' ..
    '</w:compat><m:mathPr><m:mathFont m:val="Cambria Math"/></m:mathPr>' ..
    '<w:themeFontLang w:val="id-ID"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>')
end

return package
