/* What a test does from within Windows: sends the messages that the system would send, and looks at windows and at
   what a program says of itself. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

/* poke send CLASS MESSAGE WPARAM: as the system does, waiting for the answer. */
static int send_message(wchar_t **words) {
    HWND window = FindWindowW(words[0], NULL);
    DWORD_PTR answer = 0;
    if (!window) return 1;
    if (!SendMessageTimeoutW(window, wcstoul(words[1], NULL, 0), wcstoul(words[2], NULL, 0), 0, SMTO_NORMAL, 10000, &answer))
        return 2;
    printf("%llu\n", (unsigned long long)answer);
    return 0;
}

/* poke find CLASS TITLE: the text within the window of that class and title. */
static BOOL CALLBACK text_of(HWND child, LPARAM unused) {
    wchar_t text[2048];
    char utf8[8192];
    (void)unused;
    GetWindowTextW(child, text, 2048);
    WideCharToMultiByte(CP_UTF8, 0, text, -1, utf8, sizeof utf8, NULL, NULL);
    puts(utf8);
    return TRUE;
}

static int find(wchar_t **words) {
    HWND window = FindWindowW(words[0], words[1]);
    if (!window) return 1;
    EnumChildWindows(window, text_of, 0);
    return 0;
}

/* poke version FILE: the strings of its version. */
static int version(wchar_t **words) {
    static const wchar_t *const names[] = {L"ProductName", L"FileDescription", L"ProductVersion", L"OriginalFilename"};
    static char info[65536];
    struct { WORD language, page; } *translation;
    UINT length;
    if (!GetFileVersionInfoW(words[0], 0, sizeof info, info)) return 1;
    if (!VerQueryValueW(info, L"\\VarFileInfo\\Translation", (void **)&translation, &length)) return 2;
    for (int i = 0; i < 4; i++) {
        wchar_t path[128], *value;
        swprintf(path, 128, L"\\StringFileInfo\\%04x%04x\\%ls", translation->language, translation->page, names[i]);
        if (!VerQueryValueW(info, path, (void **)&value, &length)) return 3;
        printf("%ls=%ls\n", names[i], value);
    }
    return 0;
}

/* poke resources FILE: its manifest, and how many icons it has. */
static BOOL CALLBACK count(HMODULE module, LPCWSTR type, LPWSTR name, LONG_PTR total) {
    (void)module, (void)type, (void)name;
    ++*(int *)total;
    return TRUE;
}

static int resources(wchar_t **words) {
    HMODULE module = LoadLibraryExW(words[0], NULL, LOAD_LIBRARY_AS_DATAFILE);
    HRSRC manifest = module ? FindResourceW(module, MAKEINTRESOURCEW(1), MAKEINTRESOURCEW(24)) : NULL;
    int icons = 0;
    if (!manifest) return 1;
    EnumResourceNamesW(module, MAKEINTRESOURCEW(14), count, (LONG_PTR)&icons);
    printf("icons=%d\n", icons);
    fwrite(LockResource(LoadResource(module, manifest)), 1, SizeofResource(module, manifest), stdout);
    return 0;
}

/* poke start FILE: as a shell starts a program, with nothing to write to. */
static int start(wchar_t **words) {
    STARTUPINFOW startup = {.cb = sizeof startup};
    PROCESS_INFORMATION process;
    if (CreateProcessW(words[0], NULL, NULL, NULL, FALSE, DETACHED_PROCESS, NULL, NULL, &startup, &process)) return 0;
    printf("error %lu\n", GetLastError());
    return 1;
}

static int execute(int count, wchar_t **words) {
    if (count == 4 && !wcscmp(words[0], L"send")) return send_message(words + 1);
    if (count == 3 && !wcscmp(words[0], L"find")) return find(words + 1);
    if (count == 2 && !wcscmp(words[0], L"version")) return version(words + 1);
    if (count == 2 && !wcscmp(words[0], L"resources")) return resources(words + 1);
    if (count == 2 && !wcscmp(words[0], L"start")) return start(words + 1);
    return 9;
}

/* poke FILE WORDS...: what is said is said into the file, because a desktop hands nothing else on; and at its end,
   how it went. */
int wmain(int count, wchar_t **words) {
    if (count < 4 || !_wfreopen(words[1], L"wb", stdout)) return 9;
    printf("\n= %d\n", execute(count - 2, words + 2));
    return 0;
}
