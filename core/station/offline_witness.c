/*
 * crier ledger verify --witness PATH: what others wrote down of our ledger.
 */
#include "station/offline.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "link/socket_address.h"
#include "station/witness_check.h"
#include "store/ledger.h"

static void
print_found(const json_t *row, bool zh)
{
	const char *what = doc_str(row, "what"), *who = doc_str(row, "who");
	long long vol = (long long)doc_int(row, "vol");
	long long seq = (long long)doc_int(row, "seq");

	if (strcmp(what, "cut") == 0)
		offline_say(stdout,
			zh ? "尾部缺失：%s 记有第 %lld 条，本台账没有\n"
			   : "CUT: %s knows entry %lld, which this ledger has "
			     "not\n",
			who, seq);
	else if (strcmp(what, "fork") == 0)
		offline_say(stdout,
			zh ? "分叉：%s 所记第 %lld 条与本台账不同\n"
			   : "FORK: %s knows entry %lld as another than this "
			     "ledger\n",
			who, seq);
	else if (strcmp(what, "lost") == 0)
		offline_say(stdout,
			zh ? "随旧机丢失：%s 记有第 %lld "
			     "条；本台账写明其后重建\n"
			   : "lost with the machine: %s knows entry %lld; this "
			     "ledger says that it was rebuilt\n",
			who, seq);
	else if (strcmp(what, "letter") == 0)
		offline_say(stdout,
			zh ? "缺函：%s 存有本台函 %lld/%lld，本台账没有\n"
			   : "LOST: %s knows our letter %lld/%lld, which this "
			     "ledger has not\n",
			who, vol, seq);
	else
		offline_say(stdout,
			zh ? "分叉：%s 所记本台函 %lld/%lld 与本台账不同\n"
			   : "FORK: %s knows our letter %lld/%lld as another "
			     "than this ledger\n",
			who, vol, seq);
}

static void
print_counts(const json_t *doc, bool zh)
{
	long long unproven = (long long)doc_int(doc, "unproven");
	long long unread = (long long)doc_int(doc, "unread");
	long long alien = (long long)doc_int(doc, "alien");

	offline_say(stdout,
		zh ? "已比对：台账末条校验码 %lld 个（最后为第 %lld 条，共 "
		     "%lld 条），本台函 %lld 件\n"
		   : "compared: heads of this ledger %lld (up to entry %lld of "
		     "%lld), our letters %lld\n",
		(long long)doc_int(doc, "compared"),
		(long long)doc_int(doc, "up_to"),
		(long long)doc_int(doc, "entries"),
		(long long)doc_int(doc, "letters"));
	if (unproven + unread + alien > 0)
		offline_say(stdout,
			zh ? "未能比对：签名密钥不明 %lld，无法读取 "
			     "%lld，非协同单位 %lld\n"
			   : "not compared: signed by no known key %lld, not "
			     "readable %lld, of no partner %lld\n",
			unproven, unread, alien);
}

static void
print_witnessed(const struct offline_words *w, const json_t *doc)
{
	bool zh = w->lang == LANG_ZH;
	json_t *row;
	size_t n;

	if (w->json) {
		offline_print(doc);
		return;
	}
	json_array_foreach(doc_get(doc, "found"), n, row)
	{
		print_found(row, zh);
	}
	if (doc_int(doc, "more") > 0)
		offline_say(stdout,
			zh ? "另有 %lld 处未列出\n" : "and %lld more\n",
			(long long)doc_int(doc, "more"));
	print_counts(doc, zh);
	if (doc_bool(doc, "ok"))
		offline_say(stdout, "%s\n",
			zh ? "未发现矛盾" : "nothing contradicts this ledger");
}

/* With nothing to compare there is no verdict. */
static int
witnessed_status(const json_t *doc)
{
	if (!doc_bool(doc, "ok"))
		return err_exit(ERR_CORRUPT);
	return doc_int(doc, "compared") + doc_int(doc, "letters") > 0
		? 0
		: err_exit(ERR_UNAVAILABLE);
}

int
offline_witness(const struct offline_words *w)
{
	char dir[STATION_DIR_MAX];
	struct witness_check *c = NULL;
	struct ledger *l = NULL;
	struct err err = { .code = ERR_OK };
	json_t *doc = NULL;
	enum err_code rc;
	int status;

	if (w->count != 1)
		rc = refuse(&err, REFUSE_MISSING, "--witness",
			WITH(ARG_BOTH("what others wrote down",
				     "他方所记的文件或镜像"),
				ARG_BOTH("crier ledger verify --witness PATH",
					"crier ledger verify --witness 路径")));
	else
		rc = station_dir_find(dir, words_value(w, "--station"), &err);
	if (rc == ERR_OK)
		rc = ledger_open_read(&l, dir, &err);
	if (rc == ERR_OK)
		rc = witness_check_new(&c, l, w->progress, &err);
	if (rc == ERR_OK)
		rc = witness_check_add(c, w->plain[0], &err);
	if (rc == ERR_OK) {
		doc = witness_check_doc(c);
		print_witnessed(w, doc);
	}
	status = rc == ERR_OK ? witnessed_status(doc) : offline_fail(w, &err);
	json_decref(doc);
	witness_check_free(c);
	ledger_close(l);
	return status;
}
