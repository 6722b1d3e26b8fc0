/* Makes the Nth call that changes a file fail, or kills the process group there. Calls are counted across Python and
   all its git children, in eight bytes shared through a file. Loaded with LD_PRELOAD; armed by the environment in a
   program that starts, by fault_arm() in one that was forked. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static volatile long *counter;
static long target = -1;
static int error_number;

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

void fault_arm(const char *file, long at, int number)
{
    int (*real)(const char *, int, ...) = next("open");
    int descriptor = real(file, O_RDWR);
    if (descriptor < 0) return;
    counter = mmap(0, 8, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    close(descriptor);
    target = at;
    error_number = number;
}

__attribute__((constructor)) static void start(void)
{
    if (getenv("FAULT_FILE"))
        fault_arm(getenv("FAULT_FILE"), atol(getenv("FAULT_AT")), atoi(getenv("FAULT_ERRNO")));
}

static int hit(void)
{
    if (!counter) return 0;
    if (__sync_add_and_fetch(counter, 1) != target) return 0;
    if (!error_number) {
        kill(0, SIGKILL);
        for (;;) pause();
    }
    errno = error_number;
    return 1;
}

static int is_file(int descriptor)
{
    struct stat found;
    return descriptor > 2 && !fstat(descriptor, &found) && S_ISREG(found.st_mode);
}

#define WRAP(type, name, signature, arguments, counts)        \
    type name signature                                       \
    {                                                         \
        static type(*real) signature;                         \
        if (!real) real = next(#name);                        \
        if ((counts) && hit()) return -1;                     \
        return real arguments;                                \
    }

WRAP(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n), is_file(fd))
WRAP(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o), is_file(fd))
WRAP(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o), is_file(fd))
WRAP(ssize_t, sendfile, (int to, int from, off_t *o, size_t n), (to, from, o, n), is_file(to))
WRAP(ssize_t, sendfile64, (int to, int from, off64_t *o, size_t n), (to, from, o, n), is_file(to))
WRAP(int, fsync, (int fd), (fd), 1)
WRAP(int, fdatasync, (int fd), (fd), 1)
WRAP(int, rename, (const char *a, const char *b), (a, b), 1)
WRAP(int, renameat, (int d, const char *a, int e, const char *b), (d, a, e, b), 1)
WRAP(int, link, (const char *a, const char *b), (a, b), 1)
WRAP(int, symlink, (const char *a, const char *b), (a, b), 1)
WRAP(int, unlink, (const char *a), (a), 1)
WRAP(int, unlinkat, (int d, const char *a, int f), (d, a, f), 1)
WRAP(int, mkdir, (const char *a, mode_t m), (a, m), 1)
WRAP(int, mkdirat, (int d, const char *a, mode_t m), (d, a, m), 1)
WRAP(int, fchmod, (int fd, mode_t m), (fd, m), 1)
WRAP(int, ftruncate, (int fd, off_t n), (fd, n), 1)
WRAP(int, ftruncate64, (int fd, off64_t n), (fd, n), 1)

static int is_writing(int flags) { return (flags & O_ACCMODE) != O_RDONLY; }

#define WRAP_OPEN(name, signature, last, arguments)           \
    int name signature                                        \
    {                                                         \
        static int(*real) signature;                          \
        if (!real) real = next(#name);                        \
        va_list list;                                         \
        va_start(list, last);                                 \
        mode_t mode = va_arg(list, mode_t);                   \
        va_end(list);                                         \
        if (is_writing(flags) && hit()) return -1;            \
        return real arguments;                                \
    }

WRAP_OPEN(open, (const char *path, int flags, ...), flags, (path, flags, mode))
WRAP_OPEN(open64, (const char *path, int flags, ...), flags, (path, flags, mode))
WRAP_OPEN(openat, (int folder, const char *path, int flags, ...), flags, (folder, path, flags, mode))
WRAP_OPEN(openat64, (int folder, const char *path, int flags, ...), flags, (folder, path, flags, mode))
