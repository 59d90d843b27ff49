/*
 * Making, emptying and removing folders.
 */
#include "station/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "crier/refusal.h"
#include "station/env.h"
#include "station/thread.h"

enum { DEPTH_MAX = 12 };

enum err_code
scratch_make(char **out, const char *dir, struct err *err)
{
	char *all = station_path(dir, "scratch");

	*out = NULL;
	if (mkdir(all, 0700) != 0 && errno != EEXIST) {
		free(all);
		return refuse_errno(err, REFUSE_MAKE, dir);
	}
	*out = mem_printf("%s/XXXXXX", all);
	free(all);
	if (mkdtemp(*out) != NULL)
		return ERR_OK;
	free(*out);
	*out = NULL;
	return refuse_errno(err, REFUSE_MAKE, dir);
}

static void
scratch_empty(int fd, int depth)
{
	DIR *d = fdopendir(fd);
	struct dirent *item;

	if (d == NULL) {
		(void)close(fd);
		return;
	}
	while ((item = readdir(d)) != NULL) {
		const char *name = item->d_name;
		int sub;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;
		if (unlinkat(dirfd(d), name, 0) == 0 || depth > DEPTH_MAX)
			continue;
		sub = openat(dirfd(d), name,
			O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (sub >= 0)
			scratch_empty(sub, depth + 1);
		(void)unlinkat(dirfd(d), name, AT_REMOVEDIR);
	}
	closedir(d);
}

void
scratch_clear(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd >= 0)
		scratch_empty(fd, 0);
}

void
scratch_remove(const char *path)
{
	scratch_clear(path);
	(void)rmdir(path);
}

static void *
scratch_run(void *path)
{
	station_rank(RANK_RECORD);
	scratch_remove(path);
	free(path);
	return NULL;
}

void
scratch_remove_later(char *path)
{
	pthread_t thread;

	if (thread_start(&thread, scratch_run, path, NULL) == ERR_OK) {
		(void)pthread_detach(thread);
		return;
	}
	scratch_remove(path);
	free(path);
}
