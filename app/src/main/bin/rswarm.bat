@echo off
rem Starts ResilientSwarm with a Java that is new enough.
setlocal EnableDelayedExpansion
set "NEEDED=${maven.compiler.release}"
set "FOUND="

if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined FOUND for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :try "%%~dp$PATH:J.."
for %%R in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%USERPROFILE%\.jdks") do (
    if not defined FOUND if exist %%R for /d %%J in ("%%~R\*") do if not defined FOUND call :try "%%~J"
)
if not defined FOUND (
    echo rswarm: Java %NEEDED% or newer is needed and was not found: install it, for example from https://adoptium.net, or let JAVA_HOME name its folder 1>&2
    exit /b 1
)

"%FOUND%\bin\java.exe" ^
    -XX:+UseSerialGC ^
    -Dfile.encoding=UTF-8 ^
    --enable-native-access=${native.access.modules} ^
    --add-opens webrtc.java/dev.onvoid.webrtc.internal=org.resilientswarm.core ^
    --module-path "%~dp0..\lib" ^
    --add-modules ${webrtc.native.module} ^
    "-Dorg.sqlite.lib.path=%~dp0..\lib" ^
    %RSWARM_JAVA_OPTIONS% ^
    --module org.resilientswarm.app/org.resilientswarm.app.Main %*
exit /b %ERRORLEVEL%

rem Remembers the Java home %1 when its release file names a version that is new enough.
:try
if not exist "%~1\bin\java.exe" exit /b
if not exist "%~1\release" exit /b
for /f "tokens=2 delims==." %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do (
    set "VERSION=%%~V"
    set "VERSION=!VERSION:"=!"
    if !VERSION! GEQ %NEEDED% set "FOUND=%~1"
)
exit /b
