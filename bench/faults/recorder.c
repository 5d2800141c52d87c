/* Records what a process writes below one folder and when it makes that durable, for bench/faults/power.py.

   Loaded with LD_PRELOAD. RECORD_FOLDER: the folder; RECORD_LOG: the log, which must lie outside it. A record is a line
   "KIND PATH A B\n", for a write followed by B bytes: W path offset length, T path size, S path covered (everything that
   was logged before that place in the log is durable now), U path (unlinked). Records are appended in one write each, so
   that several processes can share a log. What is mapped into memory is not seen: of SQLite's files only the -shm is. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 4096
static char *path_of[FILES];
static int log_fd = -1;
static size_t folder_length;
static const char *folder;

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

static int ready(void) {
  if (log_fd >= 0) return 1;
  folder = getenv("RECORD_FOLDER");
  const char *log = getenv("RECORD_LOG");
  if (!folder || !log) return 0;
  folder_length = strlen(folder);
  log_fd = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log_fd >= 0 && log_fd < 200) { /* out of the way of programs that count on low numbers */
    int high = fcntl(log_fd, F_DUPFD_CLOEXEC, 1000);
    if (high >= 0) { REAL(close)(log_fd); log_fd = high; }
  }
  return log_fd >= 0;
}

static const char *told(int fd) { return fd >= 0 && fd < FILES ? path_of[fd] : NULL; }

static void opened(int fd, const char *path) {
  if (fd < 0 || fd >= FILES || !ready()) return;
  free(path_of[fd]);
  path_of[fd] = NULL;
  if (strncmp(path, folder, folder_length) == 0 && strstr(path, ".sqlite3")) path_of[fd] = strdup(path + folder_length + 1);
}

static void record(char kind, const char *path, long long a, long long b, const void *data, size_t length) {
  char *line = malloc(strlen(path) + 64 + length);
  int head = sprintf(line, "%c %s %lld %lld\n", kind, path, a, b);
  if (length) memcpy(line + head, data, length);
  size_t left = head + length;
  if (REAL(write)(log_fd, line, left) != (ssize_t)left) abort();
  free(line);
}

int open(const char *path, int flags, ...) {
  va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
  int fd = REAL(open)(path, flags, mode); opened(fd, path); return fd;
}
int open64(const char *path, int flags, ...) {
  va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
  int fd = REAL(open64)(path, flags, mode); opened(fd, path); return fd;
}
int close(int fd) {
  if (fd >= 0 && fd == log_fd) return 0;
  if (fd >= 0 && fd < FILES && path_of[fd]) { free(path_of[fd]); path_of[fd] = NULL; }
  return REAL(close)(fd);
}
ssize_t write(int fd, const void *data, size_t length) {
  off_t at = told(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
  ssize_t done = REAL(write)(fd, data, length);
  if (done > 0 && told(fd)) record('W', told(fd), at, done, data, done);
  return done;
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) {
  ssize_t done = REAL(pwrite)(fd, data, length, at);
  if (done > 0 && told(fd)) record('W', told(fd), at, done, data, done);
  return done;
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) {
  ssize_t done = REAL(pwrite64)(fd, data, length, at);
  if (done > 0 && told(fd)) record('W', told(fd), at, done, data, done);
  return done;
}
int ftruncate(int fd, off_t size) {
  int done = REAL(ftruncate)(fd, size);
  if (!done && told(fd)) record('T', told(fd), size, 0, NULL, 0);
  return done;
}
int ftruncate64(int fd, off64_t size) {
  int done = REAL(ftruncate64)(fd, size);
  if (!done && told(fd)) record('T', told(fd), size, 0, NULL, 0);
  return done;
}
static int synced(int fd, int (*real)(int)) {
  struct stat state;
  long long covered = told(fd) && !fstat(log_fd, &state) ? state.st_size : 0;
  int done = real(fd);
  if (!done && told(fd)) record('S', told(fd), covered, 0, NULL, 0);
  return done;
}
int fsync(int fd) { return synced(fd, REAL(fsync)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }
int unlink(const char *path) {
  int done = REAL(unlink)(path);
  if (!done && ready() && strncmp(path, folder, folder_length) == 0 && strstr(path, ".sqlite3"))
    record('U', path + folder_length + 1, 0, 0, NULL, 0);
  return done;
}
