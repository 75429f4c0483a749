@echo off
rem Runs Maven: an installed 3.8.6 or newer (MAVEN_HOME, then the PATH), otherwise the version pinned in
rem .mvn\wrapper\maven-wrapper.properties, fetched once into .m2\wrapper\dists. mvnw is the same for other systems.
setlocal EnableExtensions DisableDelayedExpansion

rem What is to be run goes to the front of the PATH: so no path has to be quoted inside a command inside a command.
if not defined JAVA_HOME goto check_java
if exist "%JAVA_HOME%\bin\java.exe" goto java_home
>&2 echo mvnw: no Java at "%JAVA_HOME%\bin\java.exe".
>&2 echo mvnw: Install a JDK, version 17 or newer, and set JAVA_HOME to it.
exit /b 1
:java_home
set "PATH=%JAVA_HOME%\bin;%PATH%"

:check_java
rem "17.0.15" is Java 17, "1.8.0_402" is Java 8.
set "major=0"
for /f "tokens=2,3" %%a in ('java -version 2^>^&1') do if "%%a"=="version" for /f "tokens=1,2 delims=.-" %%x in ("%%~b") do if "%%x"=="1" (set "major=%%y") else (set "major=%%x")
if %major% geq 17 goto find_maven
>&2 echo mvnw: Java is missing or older than 17.
>&2 echo mvnw: Install a JDK, version 17 or newer, and set JAVA_HOME to it or put its bin folder on the PATH.
exit /b 1

:find_maven
set "plain_path=%PATH%"
if not defined MAVEN_HOME goto maven_on_path
if not exist "%MAVEN_HOME%\bin\mvn.cmd" goto maven_on_path
set "PATH=%MAVEN_HOME%\bin;%PATH%"
call :recent && goto run
set "PATH=%plain_path%"
:maven_on_path
set "MAVEN_HOME="
call :recent && goto run

for /f "usebackq tokens=1,2 delims==" %%k in ("%~dp0.mvn\wrapper\maven-wrapper.properties") do (
  if "%%k"=="distributionUrl" set "url=%%l"
  if "%%k"=="distributionSha512Sum" set "sum=%%l"
)
set "name=%url:*/apache-maven-=apache-maven-%"
set "name=%name:-bin.tar.gz=%"
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "dists=%MAVEN_USER_HOME%\wrapper\dists"
set "home=%dists%\%name%-%sum:~0,12%"
if not exist "%home%\bin\mvn.cmd" call :fetch || exit /b 1
set "PATH=%home%\bin;%PATH%"

:run
call mvn %*
exit /b %ERRORLEVEL%

rem Is there a Maven 3.8.6 or newer at the front of the PATH?
:recent
set "version=0"
for /f "tokens=1-3" %%a in ('mvn -B -v 2^>nul') do if "%%a %%b"=="Apache Maven" for /f "tokens=1-3 delims=.-" %%x in ("%%c") do set /a "version=(%%x*1000+%%y)*1000+%%z+0"
if %version% geq 3008006 exit /b 0
exit /b 1

rem Fetches into a folder of its own beside the target, so that moving it there is one step.
:fetch
set "work=%dists%\.fetch-%RANDOM%%RANDOM%"
mkdir "%work%" || exit /b 1
set "archive=%work%\archive"
>&2 echo mvnw: no Maven 3.8.6 or newer is installed; fetching %url%
rem Windows' own curl and tar: others on the PATH take C: for a host.
"%SystemRoot%\System32\curl.exe" --fail --location --silent --show-error --output "%archive%" "%url%"
if errorlevel 1 (
  >&2 echo mvnw: could not fetch %url%
  >&2 echo mvnw: Check the network, or install Maven 3.8.6 or newer.
  goto discard
)
set "actual="
for /f %%h in ('powershell -NoProfile -Command "[BitConverter]::ToString([Security.Cryptography.SHA512]::Create().ComputeHash([IO.File]::ReadAllBytes($env:archive))).Replace('-', '')"') do set "actual=%%h"
if /i not "%actual%"=="%sum%" (
  >&2 echo mvnw: what %url% answered is not what was expected, and was thrown away.
  >&2 echo mvnw: SHA-512 expected: %sum%
  >&2 echo mvnw: SHA-512 received: %actual%
  goto discard
)
"%SystemRoot%\System32\tar.exe" -xzf "%archive%" -C "%work%"
if errorlevel 1 (
  >&2 echo mvnw: could not unpack %url%
  goto discard
)
rem Should another mvnw have been faster, its folder is used.
if not exist "%home%" move "%work%\%name%" "%home%" >nul
rmdir /s /q "%work%"
if exist "%home%\bin\mvn.cmd" exit /b 0
>&2 echo mvnw: %url% has no %name%\bin\mvn.cmd in it.
exit /b 1
:discard
rmdir /s /q "%work%"
exit /b 1
