# fish completion for capai; `capai complete` knows what can stand next.

function __capai_complete
    set -l typed (commandline -opc) (commandline -ct)
    for line in (command $typed[1] complete -- $typed[2..-1] 2>/dev/null)
        switch $line
            case ':folders'
                __fish_complete_directories (commandline -ct)
            case ':files'
                __fish_complete_path (commandline -ct)
            case ':files *'
                set -l endings (string replace -a ' ' '|' -- (string replace ':files ' '' -- $line))
                __fish_complete_path (commandline -ct) |
                    string match -e -r -- '^[^\t]*(/|[.]('$endings'))(\t|$)'
            case '*'
                echo $line
        end
    end
end

complete -c capai -f -a '(__capai_complete)'
