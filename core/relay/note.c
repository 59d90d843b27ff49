/*
 * The sentences the engine itself adds to a delivery, in both languages.
 * What a platform said comes from its connector instead.
 */
#include "relay/note.h"

#include <assert.h>
#include <stdio.h>

#include "crier/refusal.h"

static const struct both notes[] = {
	[NOTE_DIGEST] = BOTH("refused: the manifest is not the one that was "
			     "approved (digest differs)",
		"拒绝：发布清单与签发的校验码不符"),
	[NOTE_NOT_NAMED] = BOTH("refused: the approved manifest does not name "
				"this account with this variant",
		"拒绝：签发的清单未包含该账号的这一渠道版"),
	[NOTE_VARIANT] = BOTH("refused: the text did not arrive, or is not "
			      "the approved one",
		"拒绝：渠道版未送达，或与签发内容不符"),
	[NOTE_MODE] = BOTH("refused: this relay does not serve that mode",
		"拒绝：本分发进程不处理该模式"),
	[NOTE_KIND] = BOTH("no connector for this kind of account",
		"没有该类账号的连接器"),
	[NOTE_ACT] = BOTH("this kind of account cannot do to the old post "
			  "what was approved; see rules/platforms.yaml",
		"该类账号无法按签发的方式处理原帖，请查看 "
		"rules/platforms.yaml"),
	[NOTE_CREDENTIAL] = BOTH("the account's credential cannot be opened; "
				 "enter it again",
		"账号凭据无法解开，请重新录入"),
	[NOTE_NOT_PREPARED] =
		BOTH("not sent: it was not prepared", "未发送：尚未就绪"),
	[NOTE_NOT_HELD] = BOTH("not sent: the relay no longer holds it",
		"未发送：分发进程已不持有此稿"),
	[NOTE_LATE] = BOTH("not sent: it could not start within 120 s of "
			   "fire; nothing is sent late",
		"未发送：发布后 120 秒内未能开始，不再补发"),
	[NOTE_FIRST] = BOTH("not sent: the lead account was not seen to be out "
			    "within 120 s; look at it, then try again",
		"未发送：主账号未在 120 秒内上线；请查看后再重试"),
	[NOTE_WINDOW] = BOTH("not sent: outside the approved time window",
		"未发送：不在签发的时间窗内"),
	[NOTE_HALTED] = BOTH("halted before it was sent", "发送前已停发"),
	[NOTE_LOST] = BOTH("not sent: the connection to the station was lost",
		"未发送：与发布台的连接中断"),
	[NOTE_STATION_REFUSED] =
		BOTH("not sent: the station did not accept that it starts",
			"未发送：发布台未确认开始发送"),
	[NOTE_BY_HAND] = BOTH("publish it by hand, then give the address as "
			      "proof",
		"请人工发布并回填地址"),
	[NOTE_REHEARSE] = BOTH("post nothing (drill); take the text, then give "
			       "any address",
		"请勿外发（演练）；取文后填写任一地址"),
	[NOTE_SHOWN] = BOTH("post nothing (demo); take the text, then give "
			    "any address",
		"请勿外发（演示）；取文后填写任一地址"),
	[NOTE_NO_LOOKUP] = BOTH("may or may not be published; this platform "
				"cannot be looked up: look yourself and settle",
		"结果不明且该平台无法查询：请人工查看后认定"),
	[NOTE_LOOKUP_ENDED] = BOTH("may or may not be published; the look-up "
				   "gave no answer: look yourself and settle",
		"结果不明，查询无果：请人工查看后认定"),
	[NOTE_POLL_ENDED] =
		BOTH("accepted, but still not visible", "平台已收，但仍未上线"),
	[NOTE_TOKEN] = BOTH("the token could not be renewed", "令牌未能更新"),
	[NOTE_NOTHING_TO_CHECK] =
		BOTH("nothing to check for this kind", "此类账号无需检查"),
	[NOTE_NO_ROUND] = BOTH("not looked at: a release was under way",
		"未巡查：期间有稿件正在发布"),
	[NOTE_NO_LIST] = BOTH("what stands on this kind of account cannot be "
			      "read by program",
		"该类账号的已发内容无法由程序读取"),
	[NOTE_CONTESTED] = BOTH("a post is there that fits this delivery and "
				"another one of the same words: look "
				"yourself and settle",
		"平台上的一条帖子与本条及另一条同文稿件都相符，请人工查看后认"
		"定"),
	[NOTE_NO_DOUBTED] = BOTH("being looked up: it may be there all the "
				 "same",
		"平台可能已收下，正在查询"),
	[NOTE_NO_SAID] = BOTH("the platform refused it", "平台已拒绝"),
	[NOTE_NO_STANDS] =
		BOTH("looked up: it is not there", "经查询，平台上没有"),
	[NOTE_NO_UNSEEN] = BOTH("nobody could look whether it is there all "
				"the same: look yourself",
		"未能查询是否已上线，请人工查看"),
	[NOTE_DEMO] = BOTH("not sent: a demo station speaks only to this "
			   "machine",
		"未发送：演示台只与本机通信"),
	[NOTE_INSIDE] = BOTH(
		"not sent: its name leads to an address that is not "
		"of the public network; if that is the office's "
		"own server: --option network=private",
		"未发送：该域名指向非公网地址；如为本单位内网服务器，请设置 "
		"network=private"),
	[NOTE_UNDOING] = BOTH("not prepared yet: what the arming before left "
			      "on the platform is still being removed; it "
			      "goes on by itself",
		"尚未就绪：上次待发在平台上留下的内容正在撤除，撤除后自动继续"),
	[NOTE_ON_ITS_WAY] = BOTH("not prepared: an earlier release of it is "
				 "still on its way",
		"未就绪：该稿件此前的一次发布仍在进行"),
	[NOTE_FIRED] = BOTH("not prepared: this relay has fired the same "
			    "release already; the station seems to have "
			    "forgotten it",
		"未就绪：本分发进程已发出过同一次发布，发布台似已丢失该记录"),
	[NOTE_FOREIGN] = BOTH("refused: the stored credential is not the one "
			      "that the ledger names; enter it again",
		"拒绝：存放的凭据与台账所载不符，请重新录入"),
	[NOTE_OTHER] = BOTH("refused: the platform says that this credential "
			    "is of another account than was approved",
		"拒绝：平台表明该凭据属于另一账号，与签发时不同"),
	[NOTE_ANOTHER_BOX] = BOTH("not sent: the credential was changed after "
				  "it was armed",
		"未发送：待发后凭据已更换"),
	[NOTE_NO_ALARM] = BOTH("not sent: this account is not for alarms alone "
			       "(alarm=yes)",
		"未发送：该账号不是催办专用账号（alarm=yes）"),
};
_Static_assert(sizeof(notes) / sizeof(notes[0]) == NOTE_COUNT, "a row each");

const char *
relay_note(enum note note, enum lang lang)
{
	assert((unsigned)note < NOTE_COUNT);
	return notes[note].in[lang];
}

void
relay_note_err(char *out, size_t size, const struct err *err, enum lang lang)
{
	char remedy[300];

	refusal_format(out, size, remedy, sizeof(remedy), err, lang);
}
