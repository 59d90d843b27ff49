/*
 * Answers about an office's letters, mirrors and self-check.
 */
#ifndef CRIER_TESTS_TUI_SAMPLE_OFFICE_H
#define CRIER_TESTS_TUI_SAMPLE_OFFICE_H

#include "tests/tui/sample.h"

static const char sample_letters[] =
	"{\"total\":3,\"rows\":[{\"letter\":\"aa11000000\",\"short\":"
	"\"aa110000\",\"way\":\"taken\",\"partner\":\"county\",\"name\":"
	"\"东安县新闻办\",\"kind\":\"concur-ask\",\"title\":"
	"\"停水通告\",\"outcome\":\"taken\",\"vol\":1,\"seq\":4,\"at\":"
	"1795499000000},{\"letter\":\"bb22000000\",\"short\":\"bb220000\","
	"\"way\":\"taken\",\"partner\":\"prov\",\"name\":\"省委宣传部\","
	"\"kind\":\"order\",\"title\":\"\",\"outcome\":\"refused\",\"rule\":"
	"\"letter-digest\",\"vol\":1,\"seq\":9,\"at\":1795498000000},{"
	"\"letter\":\"cc33000000\",\"short\":\"cc330000\",\"way\":\"sent\","
	"\"partner\":\"county\",\"name\":\"东安县新闻办\",\"kind\":"
	"\"answer\",\"title\":\"\",\"vol\":2,\"seq\":1,\"at\":1795497000000}"
	"]}";

static const char sample_letter[] =
	"{\"letter\":\"aa11000000\",\"short\":\"aa110000\",\"way\":\"taken\","
	"\"partner\":\"county\",\"name\":\"东安县新闻办\",\"kind\":"
	"\"concur-ask\",\"title\":\"停水通告\",\"outcome\":\"taken\",\"vol\":"
	"1,\"seq\":4,\"at\":1795499000000,\"says\":{\"message\":"
	"\"2026-0003/1\",\"title\":\"停水通告\",\"text\":"
	"\"明日八时起停水十二小时。\"}}";

static const char sample_exchange[] =
	"{\"address\":\"ssh://git@host/x\",\"key\":\"ssh-ed25519 AAAA\","
	"\"every\":60,\"state\":\"fine\",\"heard\":1795499900000,\"branches\":"
	"[{\"branch\":\"station/prov/1\",\"partner\":\"prov\",\"name\":"
	"\"省委宣传部\",\"what\":\"该分支被改写\"}]}";

static const char sample_mirrors[] =
	"{\"total\":2,\"up\":true,\"own_key\":\"ssh-ed25519 MMMM\",\"rows\":[{"
	"\"mirror\":\"city\",\"address\":\"ssh://m@city/crier\",\"state\":"
	"\"behind\",\"seq\":400,\"behind\":12,\"missing\":1795499000000,"
	"\"reached\":1795498900000,\"failed\":1795499500000,\"fault\":"
	"\"连接超时\",\"by\":\"li\",\"confirmed_by\":\"wang\"},{\"mirror\":"
	"\"vault\",\"address\":\"/srv/vault\",\"state\":\"proposed\","
	"\"waits\":{\"mirror\":\"vault\",\"address\":\"/srv/vault\","
	"\"digest\":\"d7\",\"by\":\"chu\",\"officers\":[{\"id\":\"wang\","
	"\"name\":\"王芳\",\"phone\":\"0435-2201\"}]}}]}";

static const char sample_report[] =
	"{\"period\":\"2026-11\",\"title\":\"Self-check of 2026-11\","
	"\"figures\":[{\"key\":\"releases\",\"title\":{\"en\":"
	"\"messages released\",\"zh\":\"发布稿件\"},\"known\":true,\"count\":3,"
	"\"entries\":[5,9,17]},{\"key\":\"first\",\"title\":{\"en\":"
	"\"first notices in time\",\"zh\":\"首发按时\"},\"known\":true,"
	"\"count\":2,\"of\":3,\"entries\":[]},{\"key\":\"answers\",\"title\":{"
	"\"en\":\"questions answered\",\"zh\":\"已答留言\"},\"known\":false,"
	"\"count\":0,\"entries\":[]}],\"veto\":[{\"rule\":\"V-02\",\"title\":{"
	"\"en\":\"Secrets\",\"zh\":\"泄露秘密\"},\"is\":\"found\",\"count\":1,"
	"\"entries\":[9],\"citation\":\"国办秘函〔2019〕19号\"}]}";

static const char sample_round[] =
	"{\"began\":1795450000000,\"ended\":1795453600000,\"accounts\":12,"
	"\"failed\":[{\"account\":\"weibo\",\"why\":\"令牌过期\"}],\"unseen\":"
	"[{\"account\":\"douyin\",\"why\":\"没有接口\"}],\"unread\":[],"
	"\"alarmed\":[],\"unreached\":[]}";

static inline void
sample_office_answers(struct rig *r)
{
	rig_answer(r, "letter.list", sample_letters);
	rig_answer(r, "letter.show", sample_letter);
	rig_answer(r, "exchange.status", sample_exchange);
	rig_answer(r, "mirror.list", sample_mirrors);
	rig_answer(r, "report.show", sample_report);
	rig_answer(r, "account.round", sample_round);
}

#endif
