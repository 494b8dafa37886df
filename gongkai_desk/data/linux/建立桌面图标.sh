#!/bin/sh
# 在“开始”菜单和桌面建立图标，并让 .gkd 台账双击即可打开。只为当前用户设置，不需要管理员权限；移动文件夹后再运行一次即可。
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
mkdir -p "$data/applications" "$data/mime/packages"
escaped=$(printf '%s' "$folder" | sed 's/[\\&|]/\\&/g')
# a folder with blanks must stand in quotation marks in Exec
sed -e "s|^Exec=@FOLDER@/\([^ ]*\)|Exec=\"@FOLDER@/\1\"|" -e "s|@FOLDER@|$escaped|g" "$folder/政务公开工作台账.desktop" > "$data/applications/gongkai-desk.desktop"
chmod +x "$data/applications/gongkai-desk.desktop"
cp "$folder/application-x-gongkai-ledger.xml" "$data/mime/packages/"
command -v update-mime-database >/dev/null 2>&1 && update-mime-database "$data/mime" || true
command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database "$data/applications" || true
command -v xdg-mime >/dev/null 2>&1 && xdg-mime default gongkai-desk.desktop application/x-gongkai-ledger || true
desktop=$(command -v xdg-user-dir >/dev/null 2>&1 && xdg-user-dir DESKTOP || echo "$HOME/Desktop")
[ -d "$desktop" ] && [ "$desktop" != "$HOME" ] && cp "$data/applications/gongkai-desk.desktop" "$desktop/" && chmod +x "$desktop/gongkai-desk.desktop"
echo "已建立图标。请在“开始”菜单的“办公”里找到“政务公开工作台账”。"
