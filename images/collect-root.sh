#!/bin/sh
# collect-root.sh <folder> <path>…: copies files and folders, and the libraries that the programs among them load,
# to a folder that becomes an image's root: nothing else is in the image, so nothing else needs mending.
set -eu
root=$1
shift
# As in Debian, where a program's two paths are one.
mkdir -p "$root/usr/bin" "$root/usr/lib" "$root/usr/lib64"
for folder in bin lib lib64; do [ -e "$root/$folder" ] || ln -s "usr/$folder" "$root/$folder"; done
copy() {
  mkdir -p "$root$(dirname "$1")"
  [ -e "$root$1" ] || cp -a "$1" "$root$1"
}
for path in "$@"; do
  copy "$path"
  # A link is kept, and so is what it leads to, under its own name.
  copy "$(readlink -f "$path")"
  find "$(readlink -f "$path")" -type f \( -perm -u+x -o -name '*.so*' \) | while read -r file; do
    ldd "$file" 2>/dev/null | grep -o '/[^ )]*' | while read -r library; do
      mkdir -p "$root$(dirname "$library")"
      [ -e "$root$library" ] || cp -L "$library" "$root$library"
    done
  done
done
mkdir -p "$root/etc" "$root/tmp" "$root/dev" "$root/proc" "$root/sys" "$root/run"
chmod 1777 "$root/tmp"
