return require "capai".layout { name = "Milik kami", build = function() end }
