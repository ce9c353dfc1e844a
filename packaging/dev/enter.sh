# SPDX-License-Identifier: Apache-2.0
# enter.sh ROOT PROJECT CACHE CMD…: runs in a fresh mount namespace; makes ROOT the root and runs CMD in the current folder.
# pivot_root rather than chroot: runc refuses to start containers below a chroot. Every folder of the machine that is not
# part of a system keeps its path, so that commands can be given the same files inside and outside.
set -e
root=$1 project=$2 cache=$3 folder=$PWD
shift 3

mount --rbind "$root" "$root"
cd "$root"
for d in proc sys dev; do
  mkdir -p $d
  mount --rbind /$d $d
done
mount -t tmpfs tmpfs run
bound=' '
for d in /*; do
  case $d in
    /bin | /boot | /dev | /etc | /lib* | /lost+found | /proc | /run | /sbin | /sys | /usr | /var) continue ;;
  esac
  if [ -d "$d" ] && [ ! -L "$d" ]; then
    mkdir -p ".$d"
    mount --rbind "$d" ".$d"
    bound="$bound$d/ "
  fi
done
for d in "$project" "$cache" "$folder"; do
  top=/${d#/}
  top=/$(printf %s "${top#/}" | cut -d/ -f1)/
  case $bound in *" $top "*) continue ;; esac
  case $d in /usr | /usr/* | /etc | /etc/* | /proc* | /sys* | /dev* | /) continue ;; esac
  mkdir -p ".$d"
  mount --rbind "$d" ".$d"
done
mkdir -p .old
pivot_root . .old
cd /
umount -l /.old
cd "$folder" 2>/dev/null || cd "$project"
exec "$@"
