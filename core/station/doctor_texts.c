/*
 * What the doctor says: a row for each finding, its name for programs, its
 * words and the remedy for people.
 */
#include "station/doctor.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"

enum { TEXT_MAX = 2048 };

/* The names stay as they are in every language, for scripts; people of the
 * other language read these. */
static const struct label {
	const char *name, *zh;
} labels[] = {
	{ "folder", "文件夹" },
	{ "keys/station", "签名密钥" },
	{ "library", "预案库" },
	{ "drafts", "草稿与凭据" },
	{ "version", "版本" },
	{ "ledger", "台账" },
	{ "clock", "时钟" },
	{ "record", "档案库" },
	{ "identity", "归属" },
	{ "modes", "权限" },
	{ "credentials", "凭据" },
	{ "relay", "分发进程" },
	{ "mirror", "镜像" },
	{ "courier", "信使" },
};

#define REBUILD                                                                \
	BOTH("Keep the folder as it is, and rebuild into a new one from the "  \
	     "record: crier rebuild --from DIR/record --signers "              \
	     "DIR/keys/allowed_signers NEWDIR",                                \
		"请保持原样，并由档案库重建到新文件夹："    \
		"crier rebuild --from DIR/record --signers "                   \
		"DIR/keys/allowed_signers NEWDIR")
#define NEWER                                                                  \
	BOTH("Start the newer Crier. This one may go on reading and "          \
	     "verifying; nothing is damaged.",                                 \
		"请启动较新的版本；本版本仍可查看与核验，没有损坏。")
#define NOTHING BOTH("", "")

static const struct diagnosis_row {
	const char *name;
	bool ok;
	struct both what, remedy;
} rows[] = {
	[DIAGNOSIS_FOLDER_UNREADABLE] = { "folder", false,
		BOTH("cannot be read", "无法读取"),
		BOTH("Check the path and its permissions.",
			"请检查路径及其权限。") },
	[DIAGNOSIS_FOLDER_READ_ONLY] = { "folder", false,
		BOTH("is read-only", "只读"),
		BOTH("Mount it for writing; nothing is lost.",
			"请以可写方式挂载；没有丢失。") },
	[DIAGNOSIS_FOLDER_FULL] = { "folder", false,
		BOTH("{0} MiB free", "还有 {0} MiB"),
		BOTH("Make room; nothing is lost.", "请腾出空间；没有丢失。") },
	[DIAGNOSIS_FOLDER_WELL] = { "folder", true,
		BOTH("{0} MiB free", "还有 {0} MiB"), NOTHING },
	[DIAGNOSIS_KEY_MISSING] = { "keys/station", false,
		BOTH("is missing", "缺失"),
		BOTH("Rebuild the station from its record: "
		     "crier rebuild --from CLONE DIR",
			"请由档案库重建：crier rebuild --from CLONE DIR") },
	[DIAGNOSIS_KEY_OPEN] = { "keys/station", false,
		BOTH("can be read by others", "他人可读"),
		BOTH("chmod 600 it, then make a new key.",
			"请 chmod 600，并更换密钥。") },
	[DIAGNOSIS_KEY_WELL] = { "keys/station", true,
		BOTH("is there, readable by its owner only",
			"存在，仅属主可读"),
		NOTHING },
	[DIAGNOSIS_LIBRARY_BAD] = { "library", false, BOTH("{0}", "{0}"),
		BOTH("Import a library that passes crier playbook check.",
			"请导入通过 crier playbook check 的预案库。") },
	[DIAGNOSIS_LIBRARY_UNREADABLE] = { "library", false, BOTH("{0}", "{0}"),
		BOTH("Move DIR/library aside; the station takes it from the "
		     "record when it starts.",
			"请将 DIR/library 移开；发布台启动时从档案库取回。") },
	[DIAGNOSIS_LIBRARY_WELL] = { "library", true,
		BOTH("playbooks that can be used: {0}", "可用预案 {0} 个"),
		NOTHING },
	[DIAGNOSIS_DRAFTS_BAD] = { "drafts", false, BOTH("{0}", "{0}"),
		BOTH("Move DIR/state.db aside. Words being typed are lost, "
		     "and every account needs its credential again; nothing "
		     "else.",
			"请将 DIR/state.db "
			"移开。未保存的草稿会丢失，各账号须重新登记凭据；"
			"其余无损。") },
	[DIAGNOSIS_DRAFTS_WELL] = { "drafts", true,
		BOTH("can be read", "可以读取"), NOTHING },
	[DIAGNOSIS_VERSION_UNREADABLE] = { "version", false, BOTH("{0}", "{0}"),
		REBUILD },
	[DIAGNOSIS_VERSION_KINDS] = { "version", false,
		BOTH("entries of a newer Crier, kinds unknown here: {0} "
		     "({1}): nothing is written on them",
			"含有更新版本的条目，{0} 种类型在此未知（{1}）："
			"不在其上写入"),
		BOTH("Start the newer Crier. This one may go on reading and "
		     "verifying; the ledger is not damaged.",
			"请启动较新的版本；本版本仍可查看与核验，台账没有损坏"
			"。") },
	[DIAGNOSIS_VERSION_RECORD] = { "version", false,
		BOTH("the record is kept in a format of a newer Crier: "
		     "nothing is written to it",
			"档案库的格式属于更新的版本：不写入"),
		NEWER },
	[DIAGNOSIS_VERSION_WELL] = { "version", true,
		BOTH("every entry is of a kind known here", "条目类型均可识别"),
		NOTHING },
	[DIAGNOSIS_LEDGER_UNREADABLE] = { "ledger", false, BOTH("{0}", "{0}"),
		REBUILD },
	[DIAGNOSIS_LEDGER_NEVER] = { "ledger", false,
		BOTH("an init was cut short here, and there is no station yet",
			"init 在此中断，尚未建成发布台"),
		BOTH("Remove the folder and make it again: crier init DIR",
			"请删除该文件夹并重新建立：crier init DIR") },
	[DIAGNOSIS_LEDGER_UNREAD] = { "ledger", false,
		BOTH("entries 1 to {0} form one chain; the database around "
		     "them "
		     "could not be looked through: {1}",
			"台账条目 1 至 {0} "
			"首尾相连；其所在数据库无法查验：{1}"),
		BOTH("Ask again when the station rests. If it stays so, use "
		     "the Crier that wrote it.",
			"请在发布台空闲时再试。如仍如此，请用写入它的版本。") },
	[DIAGNOSIS_LEDGER_BAD] = { "ledger", false,
		BOTH("entries 1 to {0}: {1}", "台账条目 1 至 {0}：{1}"),
		REBUILD },
	[DIAGNOSIS_LEDGER_STALE] = { "ledger", true,
		BOTH("entries 1 to {0} consistent; the lists were kept by "
		     "another "
		     "Crier and are made again when the station starts",
			"台账条目 1 至 {0} "
			"首尾一致；列表由其他版本保存，启动时重新生成"),
		NOTHING },
	[DIAGNOSIS_LEDGER_WELL] = { "ledger", true,
		BOTH("entries 1 to {0} consistent",
			"台账条目 1 至 {0} 首尾一致"),
		NOTHING },
	[DIAGNOSIS_CLOCK_BEHIND] = { "clock", false,
		BOTH("{0}, behind an entry of {1}", "{0}，落后于 {1} 的条目"),
		BOTH("Set the machine's clock; or, if it is right, confirm "
		     "it: crier station confirm TIME. Until then nothing is "
		     "opened, armed or fired.",
			"请校正时钟；如时钟无误，请确认：crier station confirm "
			"时间。此前不新建事件、不转待发、不发布。") },
	[DIAGNOSIS_CLOCK_WELL] = { "clock", true,
		BOTH("{0}, not behind the ledger", "{0}，不落后于台账"),
		NOTHING },
	[DIAGNOSIS_RECORD_BAD] = { "record", false, BOTH("{0}", "{0}"),
		BOTH("Move DIR/record aside; the station writes it again "
		     "from the ledger, with the same commits.",
			"请将 DIR/record "
			"移开；发布台会由台账重写，提交号不变。") },
	[DIAGNOSIS_RECORD_BOTH] = { "record", false, BOTH("{0}", "{0}"),
		BOTH("Keep both as they are: the ledger is not sound either. "
		     "Compare with a clone.",
			"台账同样有问题：两者都请保持原样，并与克隆比对。") },
	[DIAGNOSIS_RECORD_EMPTY] = { "record", false, BOTH("{0}", "{0}"),
		BOTH("Start the station, or wait for it: crier record status "
		     "says how far it is.",
			"请启动发布台，或等待片刻：crier record status "
			"显示进度。") },
	[DIAGNOSIS_RECORD_BEHIND] = { "record", true,
		BOTH("consistent as far as it goes, behind the ledger by {0}: "
		     "the station writes the rest",
			"已有部分一致，落后台账 {0} 条：其余由发布台写入"),
		NOTHING },
	[DIAGNOSIS_RECORD_WELL] = { "record", true,
		BOTH("consistent with itself and the ledger",
			"自身一致，与台账相符"),
		NOTHING },
	[DIAGNOSIS_MODES_OPEN] = { "modes", false,
		BOTH("{0} is open to others ({1})", "{0} 对他人开放（{1}）"),
		BOTH("chmod go-rwx it (what is no secret: chmod go-w), and "
		     "think of who may have changed it.",
			"请执行 chmod go-rwx（非机密者 chmod "
			"go-w），并考虑谁可能改动过。") },
	[DIAGNOSIS_MODES_OWNER] = { "modes", false,
		BOTH("{0} belongs to another user ({1})",
			"{0} 属于其他用户（{1}）"),
		BOTH("chown it to the station's user, and think of what that "
		     "user may have changed.",
			"请 chown "
			"给发布台用户，并考虑该用户可能改动过什么。") },
	[DIAGNOSIS_MODES_LINK] = { "modes", false,
		BOTH("{0} is a link: what it names lies elsewhere",
			"{0} 是链接，实物在别处"),
		BOTH("Put the thing itself in its place.",
			"请以实物替换链接。") },
	[DIAGNOSIS_MODES_WELL] = { "modes", true,
		BOTH("{0} files and folders, none open to others",
			"发布台文件夹内 {0} 个文件与文件夹，均未对他人开放"),
		NOTHING },
	[DIAGNOSIS_CREDENTIAL_ENDS] = { "credentials", true,
		BOTH("of {0}: good until {1}", "{0}：有效期至 {1}"),
		BOTH("Give a new one: crier account rotate ACCOUNT",
			"请更换：crier account rotate 账号") },
	[DIAGNOSIS_CREDENTIAL_ENDED] = { "credentials", false,
		BOTH("of {0}: ended at {1}", "{0}：已于 {1} 到期"),
		BOTH("Give a new one: crier account rotate ACCOUNT",
			"请更换：crier account rotate 账号") },
	[DIAGNOSIS_RELAY_PROGRAM] = { "relay", false,
		BOTH("does not start: its program is not at {0}",
			"无法启动：{0} 处没有其程序"),
		BOTH("Install Crier whole.", "请完整安装 Crier。") },
	[DIAGNOSIS_RELAY_NO_KEY] = { "relay", false,
		BOTH("does not start: relay-keys/relay cannot be read ({0})",
			"无法启动：relay-keys/relay 无法读取（{0}）"),
		BOTH("Put the key back from where it is kept. Without it no "
		     "sealed credential opens: rebuild the station, which "
		     "draws a new one, and register each account's credential "
		     "again.",
			"请放回该密钥。没有它，已封存的凭据无法打开：请重建发布"
			"台"
			"（会生成新密钥），并重新登记各账号凭据。") },
	[DIAGNOSIS_RELAY_OPEN] = { "relay", false,
		BOTH("does not start: others may read relay-keys/relay ({0})",
			"无法启动：他人可读 relay-keys/relay（{0}）"),
		BOTH("chmod 600 it. Who read it can open every credential: "
		     "renew them.",
			"请 chmod "
			"600。读过它的人能打开全部凭据：请更换凭据。") },
	[DIAGNOSIS_RELAY_BROKEN] = { "relay", false,
		BOTH("does not start: relay-keys/relay is no relay's key",
			"无法启动：relay-keys/relay 不是分发进程的密钥"),
		BOTH("Put the key back from where it is kept.",
			"请放回保存的密钥。") },
	[DIAGNOSIS_RELAY_OTHER] = { "relay", false,
		BOTH("relay-keys/relay is not the key that the ledger names: "
		     "it opens no credential",
			"relay-keys/relay 不是台账所记的密钥：打不开任何凭据"),
		BOTH("Put the station's own key back; leave ledger and "
		     "credentials as they are.",
			"请放回本台密钥；台账与凭据保持原样。") },
	[DIAGNOSIS_RELAY_APART] = { "relay", true,
		BOTH("its key is with another user, whom this one cannot "
		     "look at",
			"其密钥由另一用户保管，本用户无法查看"),
		NOTHING },
	[DIAGNOSIS_RELAY_WELL] = { "relay", true,
		BOTH("has its program and the key that the ledger names",
			"程序齐备，密钥与台账相符"),
		NOTHING },
	[DIAGNOSIS_MIRROR_PROGRAM] = { "mirror", false,
		BOTH("does not start: its program is not at {0}",
			"无法启动：{0} 处没有其程序"),
		BOTH("Install Crier whole.", "请完整安装 Crier。") },
	[DIAGNOSIS_MIRROR_UNREADABLE] = { "mirror", false,
		BOTH("{0}: {1}", "{0}：{1}"),
		BOTH("See that the folder is there and may be written by "
		     "crier-mirror; it brings everything again.",
			"请确认该文件夹存在且 crier-mirror "
			"可写；其余会自动补齐。") },
	[DIAGNOSIS_MIRROR_BEHIND] = { "mirror", false,
		BOTH("{0} lacks {1} of the ledger's last entries",
			"{0} 缺台账最后 {1} 条"),
		BOTH("Start the station, and crier-mirror in an office; crier "
		     "mirror list says why it fails.",
			"请启动发布台（多人办公另须启动 "
			"crier-mirror）；crier mirror list 说明原因。") },
	[DIAGNOSIS_MIRROR_AHEAD] = { "mirror", false,
		BOTH("{0} has {1} entries that this ledger has not: nothing "
		     "is pushed over them",
			"{0} 的条目比本台账多（{1}）：不会覆盖"),
		BOTH("The ledger's tail is missing: crier ledger verify "
		     "--witness FOLDER. Rebuild from the mirror, or give the "
		     "new station another one.",
			"台账尾部缺失：请执行 crier ledger verify --witness "
			"文件夹，由镜像重建，或为新台另设镜像。") },
	[DIAGNOSIS_MIRROR_SOON] = { "mirror", true,
		BOTH("{0} lacks {1} of the last minute's entries",
			"{0} 缺最近一分钟内的 {1} 条"),
		NOTHING },
	[DIAGNOSIS_MIRROR_HOST] = { "mirror", true,
		BOTH("{0}: a host known by {1}; crier mirror list says what "
		     "lies there",
			"{0}：主机以 {1} 辨认；其上内容见 crier mirror list"),
		NOTHING },
	[DIAGNOSIS_MIRROR_WELL] = { "mirror", true,
		BOTH("{0} has all of it", "{0} 内容完整"), NOTHING },
	[DIAGNOSIS_COURIER_PROGRAM] = { "courier", false,
		BOTH("does not start: its program is not at {0}",
			"无法启动：{0} 处没有其程序"),
		BOTH("Install Crier whole.", "请完整安装 Crier。") },
	[DIAGNOSIS_COURIER_NOWHERE] = { "courier", false,
		BOTH("goes nowhere: {0} is a folder, which only a "
		     "demonstration may have",
			"无处可去：{0} 是文件夹，仅演示台可用"),
		BOTH("Name the exchange's host: crier exchange use ADDRESS",
			"请登记交换库主机：crier exchange use 地址") },
	[DIAGNOSIS_COURIER_UNPINNED] = { "courier", false,
		BOTH("connects to nothing: no fingerprint stands behind {0}",
			"不会连接：{0} 后未附主机密钥指纹"),
		BOTH("Name the exchange with #SHA256:… behind its address: "
		     "crier exchange use ADDRESS",
			"请在交换库地址后附 #SHA256:…：crier exchange use "
			"地址") },
	[DIAGNOSIS_COURIER_FOLDER] = { "courier", true,
		BOTH("goes to the folder {0}", "前往文件夹 {0}"), NOTHING },
	[DIAGNOSIS_COURIER_WELL] = { "courier", true,
		BOTH("goes to {0}; crier exchange status says what came of it",
			"前往 {0}；结果见 crier exchange status"),
		NOTHING },
};
_Static_assert(sizeof(rows) / sizeof(rows[0]) == DIAGNOSIS_COUNT, "a row each");

void
doctor_say(struct doctor *d, const char *name, bool ok, const char *what,
	const char *remedy)
{
	json_t *doc = json_object();
	const char *label = name;

	for (size_t n = 0; n < sizeof(labels) / sizeof(labels[0]); n++)
		if (d->lang == LANG_ZH && strcmp(labels[n].name, name) == 0)
			label = labels[n].zh;
	doc_put_str(doc, "name", name);
	doc_put_str(doc, "label", label);
	doc_put_bool(doc, "ok", ok);
	doc_put_str(doc, "what", what);
	doc_put_str(doc, "remedy", ok ? "" : remedy);
	json_array_append_new(d->list, doc);
}

static void
put_filled(struct buf *out, const char *text, const char *a, const char *b)
{
	for (; *text; text++) {
		if (strncmp(text, "{0}", 3) != 0 &&
			strncmp(text, "{1}", 3) != 0) {
			buf_putc(out, *text);
			continue;
		}
		buf_puts(out, text[1] == '0' ? a : b);
		text += 2;
	}
}

void
doctor_find(struct doctor *d, enum diagnosis what, const char *a, const char *b)
{
	const struct diagnosis_row *row = &rows[what];
	struct buf text;

	assert((unsigned)what < DIAGNOSIS_COUNT);
	buf_init(&text, TEXT_MAX + strlen(a) + strlen(b));
	put_filled(&text, row->what.in[d->lang], a, b);
	doctor_say(d, row->name, row->ok, text.data, row->remedy.in[d->lang]);
	buf_release(&text);
}
