#!/bin/sh
# Installs away24 for you alone, below ~/.local, without root; or removes it again.
#
#   ./install.sh               also over an older one; a running agent is left alone until it is started again
#   ./install.sh --uninstall   removes exactly what was installed, and the start at login with it
#
# The sign-in (in your keychain), ~/.config/away24 and ~/.local/state/away24 are yours and stay:
# `away24 logout` forgets the sign-in, and the two folders may be deleted.
set -eu

# Wherever this is called from; the installed copy finds its list beside itself.
here=$(cd "$(dirname "$0")" && pwd)
bin=${AWAY24_BIN_DIR:-$HOME/.local/bin}
share=${XDG_DATA_HOME:-$HOME/.local/share}
own=$share/away24
list=$own/installed

remove() {
    if [ ! -f "$list" ]; then
        echo "away24 is not installed in $share" >&2
        exit 1
    fi
    if [ -x "$bin/away24" ]; then
        # It clears your status as it ends. An entry that starts another away24 than this stays.
        "$bin/away24" quit >/dev/null 2>&1 || :
        if grep -qs "^Exec=\"\{0,1\}$bin/away24" "${XDG_CONFIG_HOME:-$HOME/.config}/autostart/away24.desktop"; then
            "$bin/away24" autostart off || :
        fi
    fi
    # Files first, then the folders that were made for them, unless something else lives there by now.
    folders=$(grep '/$' "$list" | sort -r)
    while IFS= read -r line; do
        case $line in
        */) ;;
        *) rm -f "$line" ;;
        esac
    done <"$list"
    echo "$folders" | while IFS= read -r folder; do
        [ -z "$folder" ] || rmdir "$folder" 2>/dev/null || :
    done
    echo "Removed. Your sign-in and settings were left as they are."
}

# folder PATH: made if missing, and noted if it was.
folder() {
    [ -d "$1" ] && return
    folder "$(dirname "$1")"
    mkdir "$1"
    made="$made$1/
"
}

# put FILE PATH MODE: beside it first and then in its place, as a running program cannot be written over.
put() {
    folder "$(dirname "$2")"
    cp "$1" "$2.new"
    chmod "$3" "$2.new"
    mv -f "$2.new" "$2"
    files="$files$2
"
}

install() {
    if [ ! -f "$here/bin/away24" ]; then
        echo "install.sh installs from the unpacked archive" >&2
        exit 1
    fi
    made=''
    files=''
    folder "$own"
    # What an older one made is still to be removed one day.
    [ ! -f "$list" ] || made=$made$(cat "$list")"
"
    put "$here/bin/away24" "$bin/away24" 755
    cd "$here/share"
    for file in $(find . -type f | sort); do
        put "$file" "$share/${file#./}" 644
    done
    cd "$here"
    # The menu does not look for programs where a shell does.
    entry=$share/applications/io.github.away24.desktop
    sed -e "s|^Exec=away24\$|Exec=\"$bin/away24\"|" -e "s|^TryExec=away24\$|TryExec=$bin/away24|" "$entry" >"$entry.new"
    mv -f "$entry.new" "$entry"
    # To remove it without the archive.
    put "$here/install.sh" "$own/install.sh" 755
    printf '%s%s%s\n' "$files" "$made" "$list" | grep . | sort -u >"$list.new"
    mv -f "$list.new" "$list"
    echo "Installed: $bin/away24. To remove it: $own/install.sh --uninstall"
    case ":$PATH:" in
    *":$bin:"*) ;;
    *) echo "Your shell does not look into $bin yet; most do after the next login." ;;
    esac
}

case ${1:-} in
'') install ;;
--uninstall) remove ;;
*)
    echo "usage: install.sh [--uninstall]" >&2
    exit 2
    ;;
esac
