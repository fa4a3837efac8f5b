return require "capai".rules { id = "milik-kami" }
