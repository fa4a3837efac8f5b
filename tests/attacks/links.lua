-- Folders that come from strangers, an unpacked archive or a share, into which results are written:
-- links and pipes wait there under the names that Capai uses.
local attack <const> = dofile "tests/support/attack.lua"
local check <const> = attack.check

-- A victim's folder beside the one that is written to.
local function victim(scene)
  scene:data "data"
  scene:write("milik/surat.txt", "penting")
  scene:shell "mkdir hasil"
end

local function unharmed(scene)
  check.eq(scene:read "milik/surat.txt", "penting", "the victim's file")
  check.eq(scene:shell "ls -A milik", "surat.txt\n", "the victim's folder")
end

-- A command whose folder of results holds a link instead of a folder: it is refused.
local function folder_link(name, link, command, before)
  return {
    name, tries = ("hasil/%s leads to a folder of the victim"):format(link),
    must = "the link is refused by name, nothing there is written or removed",
    run = function(scene)
      victim(scene)
      scene:shell(("ln -s ../milik hasil/%s"):format(link))
      if before then check.eq(scene:run(before).status, 0, before) end
      for _, language in ipairs { "id", "en" } do
        local seen <const> = scene:run(command .. " --lang " .. language)
        attack.check_refused(seen, language == "id" and "adalah tautan" or "is a link", 3)
        check.that(seen.err:find("hasil/" .. link, 1, true), seen.err)
        unharmed(scene)
      end
    end,
  }
end

-- A file of results whose name is a link, or a pipe, already: it is replaced.
local function file_link(name, file, command, before)
  return {
    name, tries = ("hasil/%s leads to a file of the victim"):format(file),
    must = "the link is replaced by the file, what it leads to is untouched",
    run = function(scene)
      victim(scene)
      scene:shell(("ln -s ../milik/surat.txt hasil/%s"):format(file))
      if before then check.eq(scene:run(before).status, 0, before) end
      local seen <const> = scene:run(command)
      check.that(seen.status <= 1, seen.all)
      unharmed(scene)
      check.eq(scene:shell(("test -L hasil/%s; echo $?"):format(file)), "1\n", "no link any more")
      check.that(#scene:read("hasil/" .. file) > 0, "the file is written")
    end,
  }
end

local function file_pipe(name, file, command)
  return {
    name, tries = ("hasil/%s is a pipe that nobody reads"):format(file),
    must = "it is replaced by the file, and nobody waits",
    run = function(scene)
      victim(scene)
      scene:shell(("mkfifo hasil/%s"):format(file))
      local seen <const> = scene:run(command)
      check.that(seen.status <= 1, seen.all)
      check.that(#scene:read("hasil/" .. file) > 0, "the file is written")
    end,
  }
end

-- A list of reports of an earlier batch, which a stranger has written, names files to be removed.
local function listed(name, link, file)
  return {
    name, tries = ("have a batch remove milik/surat.txt as an old report, %s"):format(file),
    must = "the victim's file stays",
    run = function(scene)
      victim(scene)
      scene:shell(link)
      scene:write("hasil/laporan.csv", ("opd,berkas\nx,%s\n"):format(file))
      check.eq(scene:run("batch data -o hasil").status, 0, "batch")
      unharmed(scene)
    end,
  }
end

return {
  title = "links and pipes where results are written",
  folder_link("store of a batch", ".capai-batch", "batch data -o hasil"),
  folder_link("store of a batch that goes on", ".capai-batch", "batch data -o hasil --resume"),
  folder_link("store of a merge", ".capai-batch", "merge bagian -o hasil",
    "batch data -o bagian --shard 1/1"),
  folder_link("reports of a batch", "laporan", "batch data -o hasil --layout ringkas --to md"),
  file_link("table of eval", "opd.csv", "eval data -o hasil"),
  file_link("manifest of eval", "manifest.json", "eval data -o hasil"),
  file_link("table of batch", "indikator.csv", "batch data -o hasil"),
  file_link("manifest of batch", "manifest.json", "batch data -o hasil"),
  file_link("list of reports", "laporan.csv", "batch data -o hasil --layout ringkas --to md"),
  listed("old report behind a link", "ln -s ../milik hasil/laporan", "laporan/surat.txt"),
  listed("old report above the folder", "mkdir hasil/laporan", "laporan/../../milik/surat.txt"),
  listed("old report above the folder, by backslashes", "mkdir hasil/laporan",
    "laporan/..\\..\\milik\\surat.txt"),
  listed("old report that is no report", "mkdir hasil/laporan; ln -s ../../milik/surat.txt " ..
    "hasil/laporan/surat.txt", "laporan/surat.txt"),
  folder_link("dashboard", "dasbor", "dashboard hasil", "batch data -o hasil"),
  folder_link("details of a dashboard", "dasbor-data", "dashboard semua -o hasil",
    "batch data -o semua"),
  file_link("page of a dashboard", "dasbor.html", "dashboard semua -o hasil",
    "batch data -o semua"),
  file_pipe("pipe as a table of eval", "opd.csv", "eval data -o hasil"),
  file_pipe("pipe as a table of batch", "opd.csv", "batch data -o hasil"),
}
