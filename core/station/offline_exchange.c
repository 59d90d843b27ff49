/*
 * crier exchange init: the host's side of an exchange, for sshd and git-shell.
 * The folder is the home of the user whose keys the members' are; its scripts
 * need git and sh there, not Crier.
 */
#include "station/offline.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "station/env.h"
#include "station/setup.h"
#include "station/setup_place.h"

#define TEXT(name, file)                                                       \
	extern const char name[] __attribute__((visibility("hidden")));        \
	__asm__(".pushsection .rodata.exchange,\"a\",%progbits\n" #name        \
		":\n\t.incbin \"core/station/texts/exchange/" file             \
		"\"\n\t.byte 0\n\t.popsection\n")

TEXT(exchange_as, "as");
TEXT(exchange_member, "member");
TEXT(exchange_receive, "pre-receive");

/* Of each push: 16 MiB, whole and sound; nothing is taken back. */
static const char exchange_config[] = "[core]\n"
				      "\trepositoryformatversion = 0\n"
				      "\tbare = true\n"
				      "[receive]\n"
				      "\tmaxInputSize = 16777216\n"
				      "\tfsckObjects = true\n"
				      "\tdenyNonFastForwards = true\n"
				      "\tdenyDeletes = true\n"
				      "[uploadpack]\n"
				      "\tallowFilter = false\n";

static const char *const exchange_folders[] = { ".ssh", "git-shell-commands",
	"quota", "used", "exchange.git", "exchange.git/hooks",
	"exchange.git/objects", "exchange.git/objects/info",
	"exchange.git/objects/pack", "exchange.git/refs",
	"exchange.git/refs/heads", "exchange.git/refs/tags" };

static const struct {
	const char *name, *text;
	mode_t mode;
} exchange_files[] = {
	{ "git-shell-commands/as", exchange_as, 0755 },
	{ "member", exchange_member, 0755 },
	{ "exchange.git/hooks/pre-receive", exchange_receive, 0755 },
	{ "exchange.git/config", exchange_config, 0644 },
	/* no branch: nobody clones it to look at */
	{ "exchange.git/HEAD", "ref: refs/heads/none\n", 0644 },
};

static enum err_code
exchange_make_folder(const char *path, mode_t mode, struct err *err)
{
	if (mkdir(path, mode) == 0)
		return ERR_OK;
	return refuse_errno(err, REFUSE_MAKE, path);
}

static enum err_code
exchange_folders_make(const char *dir, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK &&
		n < sizeof(exchange_folders) / sizeof(exchange_folders[0]);
		n++) {
		char *path = station_path(dir, exchange_folders[n]);

		rc = exchange_make_folder(path, 0700, err);
		free(path);
	}
	return rc;
}

static enum err_code
exchange_files_make(const char *dir, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK &&
		n < sizeof(exchange_files) / sizeof(exchange_files[0]);
		n++) {
		char *path = station_path(dir, exchange_files[n].name);

		rc = setup_write_file(path, exchange_files[n].text,
			exchange_files[n].mode, err);
		free(path);
	}
	return rc;
}

static void
exchange_say(const struct offline_words *w, const char *dir)
{
	json_t *doc;

	if (w->json) {
		doc = json_pack("{s:s}", "exchange", dir);
		offline_print(doc);
		json_decref(doc);
		return;
	}
	if (w->lang == LANG_ZH)
		offline_say(stdout,
			"交换库已建立：%s\n"
			"请将该文件夹归其用户所有，登录程序设为 git-shell，\n"
			"然后逐个登记成员：%s/member 编号 '信使的公钥'",
			dir, dir);
	else
		offline_say(stdout,
			"the exchange is made: %s\n"
			"Give the folder to its user, whose shell is git-shell;"
			"\nthen let each member in:  %s/member ID "
			"'PUBLIC KEY OF ITS COURIER'",
			dir, dir);
}

int
offline_exchange(const struct offline_words *w)
{
	const char *dir = w->plain[0];
	struct err err = { .code = ERR_OK };
	struct stat s;
	bool new;
	enum err_code rc;

	if (w->count != 1) {
		(void)refuse(&err, REFUSE_MISSING, "DIR",
			WITH(ARG_BOTH("the folder", "文件夹"),
				ARG_BOTH("crier exchange init DIR",
					"crier exchange init 文件夹")));
		return offline_fail(w, &err);
	}
	new = stat(dir, &s) != 0;
	rc = setup_place_check(dir, &err);
	if (rc == ERR_OK && new)
		rc = exchange_make_folder(dir, 0700, &err);
	if (rc != ERR_OK)
		return offline_fail(w, &err);
	rc = exchange_folders_make(dir, &err);
	if (rc == ERR_OK)
		rc = exchange_files_make(dir, &err);
	if (rc != ERR_OK) {
		setup_undo(dir, new);
		return offline_fail(w, &err);
	}
	exchange_say(w, dir);
	return 0;
}
