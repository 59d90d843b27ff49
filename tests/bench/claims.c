/*
 * How long it takes to know a claim again: `claims COUNT` puts that many
 * into the index, then asks for some that are there in other words and some
 * that are not, and prints median, 99th percentile and the memory it holds.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "domain/claim/claim_index.h"

enum { ASKED = 2000 };

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* A claim of some 40 characters, another for each number. */
static void
claim(char *out, size_t size, long n, const char *front, const char *end)
{
	static const char *const who[] = { "东安水库", "城关小学", "县医院",
		"化工园区", "滨河大桥", "自来水厂", "青河镇", "客运站" };
	static const char *const what[] = { "已经决堤", "发生爆炸",
		"几十人中毒", "全部停水", "桥面塌陷", "被洪水围困", "出现疫情",
		"关闭一周" };

	(void)snprintf(out, size, "%s%s%s，编号%ld的群友说有%ld人受伤，%s%s",
		front, who[n % 8], what[n / 8 % 8], n * 7919 % 100003,
		n * 31 % 97, n % 3 ? "大家快转发" : "附近的人赶紧离开", end);
}

static int
by_time(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

int
main(int argc, char **argv)
{
	long count = argc > 1 ? strtol(argv[1], NULL, 10) : 10000;
	const struct claim_likeness enough = { 60, 90 };
	static double took[ASKED];
	struct claim_index x;
	size_t before = mallinfo2().uordblks;
	char text[600], id[CLAIM_ID];
	double start = now_us();
	int similar, known = 0, right = 0;

	claim_index_init(&x);
	for (long n = 0; n < count; n++) {
		claim(text, sizeof(text), n, "", "");
		(void)snprintf(id, sizeof(id), "2026-0001/c%ld", n + 1);
		claim_index_add(&x, id, false, text);
	}
	printf("add_us=%.1f ", (now_us() - start) / (double)count);
	for (int i = 0; i < ASKED; i++) {
		long n = (long)i * 4999 % count;
		char want[CLAIM_ID];

		claim(text, sizeof(text), n, "【紧急】", "！！请转发");
		(void)snprintf(want, sizeof(want), "2026-0001/c%ld", n + 1);
		start = now_us();
		known += claim_index_find(
			id, &similar, &x, false, text, &enough);
		took[i] = now_us() - start;
		right += strcmp(id, want) == 0;
	}
	qsort(took, ASKED, sizeof(took[0]), by_time);
	printf("find_us=%.0f p99_us=%.0f known=%d right=%d of=%d mib=%.1f\n",
		took[ASKED / 2], took[ASKED * 99 / 100], known, right, ASKED,
		(double)(mallinfo2().uordblks - before) / 1048576);
	claim_index_release(&x);
	return 0;
}
