; Inno Setup 6: installs for one user, without administrator rights. Untested here (no Windows at hand).
[Setup]
AppId={{6F0B3F4E-8C0D-4E55-9C5B-6A2B7E0C41D7}
AppName=政务公开工作台账
AppVersion=0.1.0
AppPublisher=Gongkai Desk contributors
DefaultDirName={localappdata}\Programs\GongkaiDesk
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
MinVersion=10.0.17763
OutputBaseFilename=gongkai-desk-setup
SetupIconFile=..\..\icons\gongkai-desk.ico
UninstallDisplayIcon={app}\政务公开工作台账.exe
Compression=lzma2/max
SolidCompression=yes
ChangesAssociations=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible

; Chinese where this edition of Inno Setup brings it
#if FileExists(CompilerPath + "\Languages\ChineseSimplified.isl")
[Languages]
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
#endif

; modules of an earlier version would be loaded beside the new ones
[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\gongkai-desk\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Tasks]
Name: desktopicon; Description: "在桌面建立快捷方式"

[Icons]
Name: "{userprograms}\政务公开工作台账"; Filename: "{app}\政务公开工作台账.exe"
Name: "{userdesktop}\政务公开工作台账"; Filename: "{app}\政务公开工作台账.exe"; Tasks: desktopicon

[Registry]
Root: HKCU; Subkey: "Software\Classes\.gkd"; ValueType: string; ValueData: "GongkaiDesk.Ledger"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\GongkaiDesk.Ledger"; ValueType: string; ValueData: "政务公开台账"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\GongkaiDesk.Ledger\DefaultIcon"; ValueType: string; ValueData: "{app}\政务公开工作台账.exe,0"
Root: HKCU; Subkey: "Software\Classes\GongkaiDesk.Ledger\shell\open\command"; ValueType: string; ValueData: """{app}\政务公开工作台账.exe"" ""%1"""

[Run]
Filename: "{app}\政务公开工作台账.exe"; Description: "现在打开政务公开工作台账"; Flags: postinstall nowait skipifsilent
