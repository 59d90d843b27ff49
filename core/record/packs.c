/*
 * The ids stay in the mapped indexes; what is kept of each object is a number,
 * sorted by the beginning of its id and then by the whole of it. The indexes
 * may be anybody's: their own order is not relied on.
 */
#include "record/packs.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { PARTS_MAX = 1024, BITS_MIN = 8, BITS_MAX = 20 };

/* Half a GiB of numbers. What is beyond is read as before, only slower. */
static const uint64_t objects_max = (uint64_t)1 << 26;

static void
packs_id(git_oid *out, const struct packs *p, uint64_t at)
{
	packed_id(out, &p->part[at >> 32], (uint32_t)at);
}

static size_t
beginning(const struct packs *p, const git_oid *id)
{
	uint32_t front = (uint32_t)id->id[0] << 24 | (uint32_t)id->id[1] << 16 |
		(uint32_t)id->id[2] << 8 | id->id[3];

	return front >> (32 - p->bits);
}

static int
packs_order(const void *a, const void *b, void *ctx)
{
	const uint64_t *x = a, *y = b;
	git_oid one, other;

	packs_id(&one, ctx, *x);
	packs_id(&other, ctx, *y);
	return git_oid_cmp(&one, &other);
}

static void
open_all(struct packs *p, const char *folder)
{
	struct dirent *item;
	DIR *d = opendir(folder);

	while (d != NULL && p->parts < PARTS_MAX && (item = readdir(d))) {
		size_t len = strlen(item->d_name);
		struct packed one;
		char *path;

		if (len < 5 || strcmp(item->d_name + len - 4, ".idx") != 0)
			continue;
		path = mem_printf(
			"%s/%.*s", folder, (int)len - 4, item->d_name);
		if (packed_open(&one, path, NULL) == ERR_OK)
			*MEM_ADD(p->part, p->parts) = one;
		else
			packed_close(&one);
		free(path);
	}
	if (d != NULL)
		closedir(d);
}

/* Counted by beginning, then each put behind those of smaller ones. */
static void
sort_all(struct packs *p, size_t count)
{
	size_t beginnings = (size_t)1 << p->bits;
	uint32_t sum = 0;
	git_oid id;

	p->at = mem_array(count + 1, sizeof(*p->at));
	p->first = mem_array(beginnings + 2, sizeof(*p->first));
	for (size_t n = 0; n < p->parts; n++)
		for (uint32_t i = 0; i < p->part[n].count; i++) {
			packed_id(&id, &p->part[n], i);
			p->first[beginning(p, &id) + 2]++;
		}
	for (size_t i = 0; i < beginnings + 2; i++) {
		sum += p->first[i];
		p->first[i] = sum;
	}
	for (size_t n = 0; n < p->parts; n++)
		for (uint32_t i = 0; i < p->part[n].count; i++) {
			packed_id(&id, &p->part[n], i);
			p->at[p->first[beginning(p, &id) + 1]++] =
				(uint64_t)n << 32 | i;
		}
	for (size_t i = 0; i < beginnings; i++)
		if (p->first[i + 1] - p->first[i] > 1)
			qsort_r(p->at + p->first[i],
				p->first[i + 1] - p->first[i], sizeof(*p->at),
				packs_order, p);
}

void
packs_open(struct packs *p, git_repository *repo)
{
	char *folder =
		mem_printf("%sobjects/pack", git_repository_commondir(repo));
	uint64_t count = 0;

	memset(p, 0, sizeof(*p));
	open_all(p, folder);
	free(folder);
	for (size_t n = 0; n < p->parts; n++)
		if (count + p->part[n].count > objects_max)
			packed_close(&p->part[n]);
		else
			count += p->part[n].count;
	for (p->bits = BITS_MIN; p->bits < BITS_MAX; p->bits++)
		if (count >> p->bits == 0)
			break;
	sort_all(p, (size_t)count);
}

void
packs_close(struct packs *p)
{
	for (size_t n = 0; n < p->parts; n++)
		packed_close(&p->part[n]);
	free(p->part);
	free(p->at);
	free(p->first);
	memset(p, 0, sizeof(*p));
}

const struct packed *
packs_find(uint32_t *position, const struct packs *p, const git_oid *id)
{
	uint32_t lo = p->first[beginning(p, id)];
	uint32_t hi = p->first[beginning(p, id) + 1];
	git_oid seen;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		int d;

		packs_id(&seen, p, p->at[mid]);
		d = git_oid_cmp(&seen, id);
		if (d == 0) {
			*position = (uint32_t)p->at[mid];
			return &p->part[p->at[mid] >> 32];
		}
		if (d < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}
