/*
 * What a child that was killed leaves in our copy of the host.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "courier/round.h"

static bool
copy_is_rest(const char *name)
{
	const char *dot = strrchr(name, '.');

	return name[0] != '.' &&
		(dot == NULL ||
			(strcmp(dot, ".pack") != 0 &&
				strcmp(dot, ".idx") != 0));
}

void
courier_sweep(const struct courier *c)
{
	char *path = mem_printf("%s/objects/pack", c->copy);
	DIR *d = opendir(path);

	for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
		if (copy_is_rest(e->d_name))
			(void)unlinkat(dirfd(d), e->d_name, 0);
	if (d != NULL)
		(void)closedir(d);
	free(path);
}
