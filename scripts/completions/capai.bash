# bash completion for capai; `capai complete` knows what can stand next.

_capai_files() { # _capai_files WORD ENDING...: folders, and files with one of the endings
    local word=$1 ending
    shift
    if [ $# = 0 ]; then
        compgen -f -- "$word"
        return
    fi
    compgen -d -- "$word"
    for ending in "$@"; do
        compgen -f -X "!*.$ending" -- "$word"
    done
}

_capai() {
    local line word names='' program=${COMP_WORDS[0]/#\~\//$HOME/}
    local -a words=() found=() endings=()
    # quotation marks and backslashes of the line are no part of its words
    for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
        words+=("${word//[\\\"\']/}")
    done
    word=${words[${#words[@]} - 1]}
    [ "$word" != = ] || word=
    while IFS= read -r line; do
        case $line in
        :folders) mapfile -t -O "${#found[@]}" found < <(compgen -d -- "$word") ;;
        :files*)
            read -ra endings <<<"${line#:files}"
            mapfile -t -O "${#found[@]}" found < <(_capai_files "$word" "${endings[@]}")
            ;;
        *) found+=("${line%%$'\t'*}") ;;
        esac
        case ${line%%$'\t'*} in
        :* | *[!A-Za-z0-9._=,+-]*) names=yes ;;
        esac
    done < <("$program" complete -- "${words[@]}" 2>/dev/null)
    # readline quotes what means something to the shell in names of files only
    [ -z "$names" ] || compopt -o filenames 2>/dev/null
    COMPREPLY=("${found[@]}")
}

complete -F _capai capai
