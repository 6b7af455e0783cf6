; The setup program. `build-nsis` defines VERSION, SIZE (in KB) and OUT, and puts the files beside this
; one.
;
;   away24-X.Y.Z-setup.exe [/AllUsers] [/S] [/AUTOSTART] [/D=FOLDER]
;   uninstall.exe [/S] [/PURGE]
;
; How it ends: 0 done, 1 called off, 2 given up (something is in use), 740 an administrator is needed.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS all

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include WinMessages.nsh

!define ARP "Software\Microsoft\Windows\CurrentVersion\Uninstall\away24"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
!define NAMED "Software\Classes\AppUserModelId\away24"
; By which all versions of the package are known: away24.wxs, UpgradeCode.
!define PACKAGE "{6B4A1C5E-0F0B-4E55-9B0E-7E1B0B0C2424}"
; Windows' own number for "an administrator is needed".
!define ELEVATION 740

Name "away24"
BrandingText "away24 ${VERSION}"
OutFile "${OUT}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

Var Words
Var AllUsers
; Whether an agent ran, and is to run again.
Var Ran
; Whether it started at login before we came.
Var AtLogin
Var Purge

!define MUI_ICON "away24.ico"
!define MUI_UNICON "away24.ico"
; Made of assets/icon/app-128.png by ImageMagick.
!define MUI_WELCOMEFINISHPAGE_BITMAP "side.bmp"
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION Start
!define MUI_FINISHPAGE_RUN_TEXT "$(StartNow)"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!define MUI_PAGE_CUSTOMFUNCTION_SHOW DoNotStartTwice
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Russian"

!macro Sentence name english russian
    LangString ${name} ${LANG_ENGLISH} "${english}"
    LangString ${name} ${LANG_RUSSIAN} "${russian}"
!macroend
!insertmacro Sentence Program "away24" "away24"
!insertmacro Sentence AboutProgram \
    "Tells Bitrix24 when you leave your desk and when you come back." \
    "Сообщает Битрикс24, когда вы отошли от компьютера и когда вернулись."
!insertmacro Sentence StartAtLogin "Start at login" "Запускать при входе в систему"
!insertmacro Sentence AboutStartAtLogin \
    "away24 starts when you log in to Windows. You can change that later in its menu." \
    "away24 запускается при входе в Windows. Позже это можно изменить в его меню."
!insertmacro Sentence StartNow "Start away24 now" "Запустить away24 сейчас"
!insertmacro Sentence Ending "Ending away24..." "away24 завершает работу..."
!insertmacro Sentence InUse \
    "away24 is still running, perhaps in another session of this machine. Quit it, then try again." \
    "away24 ещё работает, возможно, в другом сеансе на этом компьютере. Завершите его и повторите попытку."
!insertmacro Sentence NeedsAdministrator \
    "Only an administrator can do this for all users. Start it as an administrator." \
    "Для всех пользователей это может сделать только администратор. Запустите программу от имени администратора."
!insertmacro Sentence NeedsWindows10 "away24 needs Windows 10 or later." "Для away24 нужна Windows 10 или новее."
!insertmacro Sentence HasMsi \
    "away24 is installed for all users by an MSI package already. Remove that first, or update it with the new package." \
    "away24 уже установлен для всех пользователей из пакета MSI. Сначала удалите его или обновите новым пакетом."
!insertmacro Sentence ForgetToo \
    "Forget your sign-in, settings and history as well?$\r$\n$\r$\nIf not, they are there again when you install away24 again." \
    "Удалить также данные для входа, настройки и историю?$\r$\n$\r$\nЕсли нет, они понадобятся при повторной установке away24."
!insertmacro Sentence NotForgotten \
    "The sign-in could not be removed from Windows' Credential Manager. Please remove the entry of away24 there." \
    "Не удалось удалить данные для входа из диспетчера учётных данных Windows. Удалите там запись away24."

!macro Version language text
    VIAddVersionKey /LANG=${language} ProductName "away24"
    VIAddVersionKey /LANG=${language} FileDescription "${text}"
    VIAddVersionKey /LANG=${language} FileVersion "${VERSION}"
    VIAddVersionKey /LANG=${language} ProductVersion "${VERSION}"
    VIAddVersionKey /LANG=${language} CompanyName "away24"
    VIAddVersionKey /LANG=${language} LegalCopyright "MIT or Apache-2.0"
    VIAddVersionKey /LANG=${language} OriginalFilename "away24-${VERSION}-setup.exe"
!macroend
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
!insertmacro Version ${LANG_ENGLISH} "Setup of away24 (Away for Bitrix24)"
!insertmacro Version ${LANG_RUSSIAN} "Установка away24 (Away for Bitrix24)"

; What both the setup and the uninstaller do.
!macro Common un
; Says why nothing is done, where it is seen: in a box, or where a silent one was started from. Then it is over.
Function ${un}GiveUp
    Exch $0 ; the sentence
    Exch
    Exch $1 ; how it ends
    ${If} ${Silent}
        System::Call 'kernel32::AttachConsole(i -1)'
        System::Call 'kernel32::GetStdHandle(i -11) p.r2'
        FileWrite $2 "away24: $0$\r$\n"
    ${Else}
        MessageBox MB_OK|MB_ICONSTOP "$0"
    ${EndIf}
    SetErrorLevel $1
    Quit
FunctionEnd

; Only an administrator may go on; somebody who is there is asked by Windows, and a second process goes on.
Function ${un}NeedAdministrator
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 == "Admin"
        Return
    ${EndIf}
    ${IfNot} ${Silent}
        ClearErrors
        ; The uninstaller's copy in the temporary folder does not know where it came from.
        !if "${un}" == ""
            ExecShell "runas" "$EXEPATH" "$Words"
        !else
            ExecShell "runas" "$INSTDIR\uninstall.exe" "$Words"
        !endif
        ${IfNot} ${Errors}
            SetErrorLevel 0
            Quit
        ${EndIf}
    ${EndIf}
    Push ${ELEVATION}
    Push "$(NeedsAdministrator)"
    Call ${un}GiveUp
FunctionEnd

; The agent is asked to end, and clears what it set at the portal; $Ran says whether one did. Nothing is killed: who
; does not end keeps us from going on.
Function ${un}EndAgent
    StrCpy $Ran 0
    ${IfNot} ${FileExists} "$INSTDIR\away24.exe"
        Return
    ${EndIf}
    DetailPrint "$(Ending)"
    ; With something to write to, or it would say in a box that there is no agent.
    nsExec::Exec /TIMEOUT=15000 '"$INSTDIR\away24.exe" quit'
    Pop $0
    ${If} $0 == 0
        StrCpy $Ran 1
    ${EndIf}
again:
    ; A program that runs cannot be written to. 15 seconds: it is telling the portal.
    ${ForEach} $1 1 60 + 1
        ClearErrors
        FileOpen $2 "$INSTDIR\away24.exe" a
        ${IfNot} ${Errors}
            FileClose $2
            Return
        ${EndIf}
        ; One that does not answer, or is another user's on this desktop.
        ${If} $1 == 20
            FindWindow $2 "away24 session"
            ${If} $2 != 0
                SendMessage $2 ${WM_CLOSE} 0 0 /TIMEOUT=5000
                StrCpy $Ran 1
            ${EndIf}
        ${EndIf}
        Sleep 250
    ${Next}
    ${IfNot} ${Silent}
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(InUse)" IDRETRY again
        SetErrorLevel 2
        Quit
    ${EndIf}
    Push 2
    Push "$(InUse)"
    Call ${un}GiveUp
FunctionEnd
!macroend
!insertmacro Common ""
!insertmacro Common "un."

Function .onInit
    ${IfNot} ${AtLeastWin10}
        Push 2
        Push "$(NeedsWindows10)"
        Call GiveUp
    ${EndIf}
    StrCpy $AllUsers 0
    ${GetParameters} $Words
    ClearErrors
    ${GetOptions} $Words "/AllUsers" $0
    ${IfNot} ${Errors}
        StrCpy $AllUsers 1
        Call NeedAdministrator
        SetShellVarContext all
        ; Both put the same files into the same folder.
        System::Call 'msi::MsiEnumRelatedProducts(w "${PACKAGE}", i 0, i 0, w .r0) i .r1'
        ${If} $1 == 0
            Push 2
            Push "$(HasMsi)"
            Call GiveUp
        ${EndIf}
    ${EndIf}
    ${If} $INSTDIR == ""
        ReadRegStr $INSTDIR SHCTX "${ARP}" "InstallLocation"
    ${EndIf}
    ${If} $INSTDIR == ""
        ${If} $AllUsers == 1
            StrCpy $INSTDIR "$PROGRAMFILES64\away24"
        ${Else}
            StrCpy $INSTDIR "$LOCALAPPDATA\Programs\away24"
        ${EndIf}
    ${EndIf}
    Call ChooseAutostart
FunctionEnd

; Where the program is started by Windows itself, whoever does not say otherwise keeps it as it is.
Section "$(Program)" SecProgram
    SectionIn RO
    Call EndAgent
    SetOutPath "$INSTDIR"
    SetOverwrite on
    ClearErrors
    File away24.exe
    File LICENSE-MIT.txt
    File LICENSE-APACHE.txt
    WriteUninstaller "$INSTDIR\uninstall.exe"
    ${If} ${Errors}
        Push 2
        Push "$(InUse)"
        Call GiveUp
    ${EndIf}
    CreateShortcut "$SMPROGRAMS\away24.lnk" "$INSTDIR\away24.exe" "" "$INSTDIR\away24.exe" 0 SW_SHOWNORMAL "" "Away for Bitrix24"
    WriteRegStr SHCTX "${ARP}" "DisplayName" "away24 (Away for Bitrix24)"
    WriteRegStr SHCTX "${ARP}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${ARP}" "Publisher" "away24"
    WriteRegStr SHCTX "${ARP}" "DisplayIcon" "$INSTDIR\away24.exe"
    WriteRegStr SHCTX "${ARP}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${ARP}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr SHCTX "${ARP}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD SHCTX "${ARP}" "EstimatedSize" ${SIZE}
    WriteRegDWORD SHCTX "${ARP}" "NoModify" 1
    WriteRegDWORD SHCTX "${ARP}" "NoRepair" 1
SectionEnd

Section /o "$(StartAtLogin)" SecAutostart
SectionEnd

Section -Finish
    ${If} ${SectionIsSelected} ${SecAutostart}
        ${If} $AtLogin == 0
            ${If} $AllUsers == 1
                WriteRegStr HKLM "${RUN}" "away24" '"$INSTDIR\away24.exe" run'
            ${Else}
                ; The product's own way, which also takes back a "Disable" of Task Manager's.
                nsExec::Exec '"$INSTDIR\away24.exe" autostart on'
                Pop $0
            ${EndIf}
        ${EndIf}
    ${ElseIf} $AtLogin == 1
        ${If} $AllUsers == 1
            DeleteRegValue HKLM "${RUN}" "away24"
        ${Else}
            nsExec::Exec '"$INSTDIR\away24.exe" autostart off'
            Pop $0
        ${EndIf}
    ${EndIf}
    ${If} $Ran == 1
        Call Start
    ${EndIf}
SectionEnd

; On a screen the box says how it is, or yes the first time. A silent one turns it on if told to, and never off.
Function ChooseAutostart
    StrCpy $AtLogin 0
    ReadRegStr $0 SHCTX "${RUN}" "away24"
    ${If} ${Silent}
        ClearErrors
        ${GetOptions} $Words "/AUTOSTART" $1
        ${IfNot} ${Errors}
            !insertmacro SelectSection ${SecAutostart}
        ${EndIf}
        Return
    ${EndIf}
    ReadRegStr $1 SHCTX "${ARP}" "DisplayVersion"
    ${If} $0 != ""
        StrCpy $AtLogin 1
    ${EndIf}
    ${If} $0 != ""
    ${OrIf} $1 == ""
        !insertmacro SelectSection ${SecAutostart}
    ${EndIf}
FunctionEnd

Function Start
    ; Not from a folder that somebody may want to remove.
    SetOutPath "$TEMP"
    ${If} $AllUsers == 1
        ; With the rights of the person whose desktop it is, not with an administrator's.
        Exec '"$WINDIR\explorer.exe" "$INSTDIR\away24.exe"'
    ${Else}
        Exec '"$INSTDIR\away24.exe"'
    ${EndIf}
FunctionEnd

; Nobody is asked whether to start what was started again.
Function DoNotStartTwice
    ${If} $Ran == 1
        SendMessage $mui.FinishPage.Run ${BM_SETCHECK} ${BST_UNCHECKED} 0
        ShowWindow $mui.FinishPage.Run ${SW_HIDE}
    ${EndIf}
FunctionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
    !insertmacro MUI_DESCRIPTION_TEXT ${SecProgram} "$(AboutProgram)"
    !insertmacro MUI_DESCRIPTION_TEXT ${SecAutostart} "$(AboutStartAtLogin)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function un.onInit
    StrCpy $AllUsers 0
    StrCpy $Purge 0
    ${GetParameters} $Words
    ReadRegStr $0 HKLM "${ARP}" "InstallLocation"
    ${If} $0 == $INSTDIR
        StrCpy $AllUsers 1
        Call un.NeedAdministrator
        SetShellVarContext all
    ${EndIf}
    ClearErrors
    ${GetOptions} $Words "/PURGE" $0
    ${IfNot} ${Errors}
        StrCpy $Purge 1
    ${EndIf}
FunctionEnd

Section Uninstall
    ${If} $Purge == 0
        MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION "$(ForgetToo)" /SD IDNO IDNO keep
        StrCpy $Purge 1
    keep:
    ${EndIf}
    Call un.EndAgent
    ${If} $AllUsers == 1
        DeleteRegValue HKLM "${RUN}" "away24"
    ${EndIf}
    ; An entry that leads to another program is not ours.
    ReadRegStr $0 HKCU "${RUN}" "away24"
    ${If} $0 == '"$INSTDIR\away24.exe" run'
        nsExec::Exec '"$INSTDIR\away24.exe" autostart off'
        Pop $0
    ${EndIf}
    ReadRegStr $0 HKCU "${RUN}" "away24"
    ReadRegStr $1 HKLM "${RUN}" "away24"
    ${If} "$0$1" == ""
        DeleteRegValue HKCU "${APPROVED}" "away24"
    ${EndIf}
    ${If} $Purge == 1
        nsExec::Exec /TIMEOUT=30000 '"$INSTDIR\away24.exe" logout'
        Pop $0
        ; 3: nobody was signed in.
        ${If} $0 != 0
        ${AndIf} $0 != 3
            MessageBox MB_OK|MB_ICONEXCLAMATION "$(NotForgotten)" /SD IDOK
        ${EndIf}
        SetShellVarContext current
        RMDir /r "$APPDATA\away24"
        RMDir /r "$LOCALAPPDATA\away24"
        ${If} $AllUsers == 1
            SetShellVarContext all
        ${EndIf}
    ${EndIf}
    ; What notifications are shown under; the program makes it anew.
    DeleteRegKey HKCU "${NAMED}"
    Delete "$SMPROGRAMS\away24.lnk"
    Delete "$INSTDIR\away24.exe"
    Delete "$INSTDIR\LICENSE-MIT.txt"
    Delete "$INSTDIR\LICENSE-APACHE.txt"
    Delete "$INSTDIR\uninstall.exe"
    ; What somebody else put there stays, and the folder with it.
    SetOutPath "$TEMP"
    RMDir "$INSTDIR"
    ${If} $AllUsers == 0
        ; The folder of programs like ours, if this was the last of them.
        RMDir "$LOCALAPPDATA\Programs"
    ${EndIf}
    DeleteRegKey SHCTX "${ARP}"
SectionEnd
