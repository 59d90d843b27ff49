/*
 * Answers of a station in the middle of a night: one drill, one actual
 * incident, shaped as the station answers.
 */
#ifndef CRIER_TESTS_TUI_SAMPLE_H
#define CRIER_TESTS_TUI_SAMPLE_H

#include "tests/tui/rig.h"

/* Deadlines: 84 minutes from now, and 20 s ago. */
#define SAMPLE_DUE "1795505040000"

static const char sample_status[] =
	"{\"station\":{\"unit\":\"柳河县\"},\"waits\":["
	"{\"message\":\"D2026-0001/1\",\"incident\":\"D2026-0001\","
	"\"mode\":\"drill\",\"title\":\"柳河县暴雨洪涝情况通报\","
	"\"what\":\"first\",\"roles\":[\"reviewer\"],\"mine\":true,"
	"\"officers\":"
	"[{\"id\":\"wang\",\"name\":\"王芳\",\"phone\":\"0435-2201\"}]},"
	"{\"message\":\"2026-0001/1\",\"incident\":\"2026-0001\","
	"\"mode\":\"actual\",\"title\":\"网传大坝决口不实\","
	"\"what\":\"fire\",\"roles\":[\"releaser\"],\"officers\":"
	"[{\"id\":\"zhao\",\"name\":\"赵敏\",\"phone\":\"0435-2207\"}]}],"
	"\"clock\":{\"due\":" SAMPLE_DUE ",\"rule\":\"first\","
	"\"title\":{\"en\":\"first release\",\"zh\":\"首次权威发布\"},"
	"\"incident\":\"D2026-0001\"},"
	"\"record\":{\"seq\":40,\"behind\":3},"
	"\"relay\":{\"actual\":true,\"drill\":true},"
	"\"accounts\":{\"total\":12,\"failed\":[{\"id\":\"weibo\","
	"\"name\":\"柳河发布\",\"detail\":\"令牌过期\"}]},"
	"\"incidents\":{\"open\":2,\"total\":2}}";

static const char sample_incidents[] =
	"{\"total\":2,\"next\":null,\"rows\":["
	"{\"id\":\"D2026-0001\",\"mode\":\"drill\","
	"\"title\":\"柳河县暴雨洪涝\",\"level\":\"II\",\"state\":\"open\","
	"\"due\":" SAMPLE_DUE ",\"messages\":2,"
	"\"latest\":{\"id\":\"D2026-0001/2\",\"standing\":{\"is\":\"review\","
	"\"short\":{\"en\":\"first review\",\"zh\":\"一审\"}}}},"
	"{\"id\":\"2026-0001\",\"mode\":\"actual\",\"title\":\"大坝谣言\","
	"\"level\":\"\",\"state\":\"open\",\"due\":0,\"messages\":1}]}";

static const char sample_incident[] =
	"{\"id\":\"D2026-0001\",\"mode\":\"drill\",\"title\":"
	"\"柳河县暴雨洪涝\",\"playbook\":\"rainstorm\",\"level\":\"II\","
	"\"state\":\"open\",\"steps\":["
	"{\"id\":\"truth\",\"kind\":\"truth\",\"title\":{\"en\":"
	"\"Say what has happened\",\"zh\":\"发布首份通报\"},\"help\":{"
	"\"en\":\"Only what is known: time, place, what people should do.\","
	"\"zh\":\"只写已核实的：时间、地点、请群众怎么做。\"},"
	"\"message\":\"D2026-0001/1\",\"state\":\"review\"},"
	"{\"id\":\"stance\",\"kind\":\"stance\",\"title\":{\"en\":"
	"\"Take a stance\",\"zh\":\"表明态度\"},\"help\":{\"en\":"
	"\"One sentence of sympathy, tied to facts.\",\"zh\":"
	"\"一句慰问，与事实相连。\"},\"message\":\"\",\"state\":\"\"},"
	"{\"id\":\"update\",\"kind\":\"update\",\"title\":{\"en\":"
	"\"Rolling update\",\"zh\":\"滚动发布动态\"},\"help\":{\"en\":\"\","
	"\"zh\":\"\"},\"message\":\"D2026-0001/2\",\"state\":\"draft\"}],"
	"\"clocks\":[{\"rule\":\"first\",\"title\":{\"en\":"
	"\"first release\",\"zh\":\"首次权威发布\"},\"due\":" SAMPLE_DUE
	",\"state\":\"running\",\"citation\":\"国办发〔2016〕61号\"}],"
	"\"messages\":["
	"{\"id\":\"D2026-0001/1\",\"kind\":\"truth\",\"state\":\"review\","
	"\"waits\":\"first\",\"title\":\"柳河县暴雨洪涝情况通报\"},"
	"{\"id\":\"D2026-0001/2\",\"kind\":\"update\",\"state\":\"draft\","
	"\"waits\":\"\",\"title\":\"续报\"}],\"roster\":{}}";

static const char sample_playbook[] =
	"{\"id\":\"rainstorm\",\"title\":{\"en\":\"Rainstorm and flood\","
	"\"zh\":\"暴雨洪涝\"},\"steps\":[{\"id\":\"truth\",\"kind\":"
	"\"truth\",\"title\":{\"en\":\"Say what has happened\",\"zh\":"
	"\"发布首份通报\"},\"help\":{\"en\":\"\",\"zh\":\"\"}}],\"slots\":["
	"{\"id\":\"place\",\"label\":{\"en\":\"Place\",\"zh\":\"地点\"},"
	"\"help\":{\"en\":\"county and township\",\"zh\":\"到乡镇\"},"
	"\"example\":{\"en\":\"Liuhe\",\"zh\":\"柳河县\"},"
	"\"type\":\"text\",\"kinds\":[\"truth\",\"update\"],\"required\":"
	"[\"truth\",\"update\"]},"
	"{\"id\":\"since\",\"label\":{\"en\":\"Since\",\"zh\":"
	"\"时间\"},\"type\":\"time\",\"kinds\":[\"stance\"],"
	"\"required\":[\"stance\"]},"
	"{\"id\":\"situation\",\"label\":{\"en\":\"Situation\",\"zh\":"
	"\"情况\"},\"type\":\"lines\",\"kinds\":[\"truth\",\"update\"],"
	"\"required\":[\"update\"]},"
	"{\"id\":\"degree\",\"label\":{\"en\":\"Warning\",\"zh\":\"预警\"},"
	"\"type\":\"choice\",\"kinds\":[\"truth\",\"update\"],"
	"\"required\":[],\"choices\":[{\"word\":\"red\",\"text\":{\"en\":"
	"\"red\",\"zh\":\"红色\"}},{\"word\":\"blue\",\"text\":{\"en\":"
	"\"blue\",\"zh\":\"蓝色\"}}]},"
	"{\"id\":\"evidence\",\"label\":{\"en\":\"Evidence\",\"zh\":"
	"\"证据\"},\"type\":\"text\",\"kinds\":[\"rebuttal\"],"
	"\"required\":[\"rebuttal\"]}],\"figures\":[{\"id\":\"moved\","
	"\"label\":{\"en\":\"People moved\",\"zh\":\"转移人数\"}}],"
	"\"kinds\":[{\"kind\":\"truth\",\"tier\":\"standard\"},"
	"{\"kind\":\"update\",\"tier\":\"standard\"}]}";

static const char sample_playbooks[] =
	"{\"total\":2,\"rows\":[{\"id\":\"rainstorm\",\"title\":{\"en\":"
	"\"Rainstorm and flood\",\"zh\":\"暴雨洪涝\"}},{\"id\":\"rumor\","
	"\"title\":{\"en\":\"Rumor without an event\",\"zh\":"
	"\"无事实谣言\"}}]}";

#define SAMPLE_DIGEST                                                          \
	"3f9a11c277de5b20000000000000000000000000000000000000000000000000"

static const char sample_draft_message[] =
	"{\"id\":\"D2026-0001/2\",\"incident\":\"D2026-0001\",\"mode\":"
	"\"drill\",\"kind\":\"update\",\"lang\":\"zh\",\"state\":\"draft\","
	"\"revision\":1,\"title\":\"续报\",\"digest\":\"\",\"slots\":{"
	"\"place\":\"柳河县城关镇\"},\"figures\":[{\"name\":\"moved\","
	"\"value\":1200,\"source\":\"县应急局\",\"as_of\":1795499000000,"
	"\"verified\":true}],\"by_hand\":{},\"accounts\":[\"site\","
	"\"weibo\"]}";

static const char sample_preview[] =
	"{\"title\":\"续报\",\"text\":\"柳河县城关镇…\",\"digest\":\"\","
	"\"variants\":[{\"account\":\"site\",\"name\":\"县政府网站\","
	"\"kind\":\"site\",\"title\":\"续报\",\"text\":"
	"\"【演练】柳河县城关镇已转移1200人。请勿前往河边。\","
	"\"count\":26,\"limit\":0,\"unit\":\"graphemes\",\"by_hand\":false,"
	"\"cut\":[]},{\"account\":\"weibo\",\"name\":\"柳河发布\",\"kind\":"
	"\"practice\",\"title\":\"\",\"text\":\"【演练】已转移1200人。\","
	"\"count\":150,\"limit\":140,\"unit\":\"weibo\",\"by_hand\":false,"
	"\"cut\":[2],\"error\":{\"rule\":\"fit\",\"what\":\"放不下\","
	"\"mend\":\"请压缩\"}}],\"findings\":[{\"rule\":\"L-06\","
	"\"severity\":\"block\",\"where\":\"slots.place\",\"what\":"
	"\"手机号码\",\"mend\":\"请删去\"}],\"missing\":[{\"slot\":"
	"\"situation\",\"label\":{\"en\":\"Situation\",\"zh\":\"情况\"}}]}";

static const char sample_review[] =
	"{\"id\":\"D2026-0001/1\",\"incident\":\"D2026-0001\",\"mode\":"
	"\"drill\",\"kind\":\"truth\",\"lang\":\"zh\",\"state\":\"review\","
	"\"revision\":2,\"title\":\"柳河县暴雨洪涝情况通报\",\"digest\":"
	"\"" SAMPLE_DIGEST "\",\"master\":{\"title\":"
	"\"柳河县暴雨洪涝情况通报\",\"text\":"
	"\"11月24日10时起，柳河县城关镇出现暴雨。\\n请沿河群众立即转移。\"},"
	"\"authors\":[\"li\"],\"accounts\":[\"site\",\"weibo\"],\"variants\":"
	"[{\"account\":\"site\",\"name\":\"县政府网站\"},{\"account\":"
	"\"weibo\",\"name\":\"柳河发布\"}],\"stages\":[{\"stage\":\"first\","
	"\"gates\":[{\"gate\":\"wording\",\"roles\":[\"reviewer\"],"
	"\"state\":\"passed\",\"by\":\"chen\",\"time\":1795499000000},"
	"{\"gate\":\"policy\",\"roles\":[\"reviewer\",\"verifier\"],"
	"\"attests\":{\"en\":\"The facts agree with policy.\",\"zh\":"
	"\"与现行政策一致。\"},\"state\":\"open\"}]},"
	"{\"stage\":\"final\",\"gates\":[{\"gate\":\"authority\",\"roles\":"
	"[\"signer\"],\"state\":\"open\"}]}],\"approved\":null,"
	"\"armed\":null,\"fired\":null,\"fire_word\":\"演练-0001\"}";

static const char sample_diff[] =
	"{\"from\":1,\"to\":2,\"changes\":[{\"field\":\"slots.place\","
	"\"title\":{\"en\":\"Place\",\"zh\":\"地点\"},\"old\":\"城关\",\"new\":"
	"\"城关镇\"},{\"field\":\"figures.moved\","
	"\"old\":{\"value\":1},\"new\":{\"value\":2}}]}";

static const char sample_armed[] =
	"{\"id\":\"D2026-0001/1\",\"incident\":\"D2026-0001\",\"mode\":"
	"\"drill\",\"kind\":\"truth\",\"lang\":\"zh\",\"state\":\"armed\","
	"\"revision\":2,\"title\":\"柳河县暴雨洪涝情况通报\",\"digest\":"
	"\"" SAMPLE_DIGEST "\",\"authors\":[\"li\"],\"variants\":[{"
	"\"account\":\"site\"},{\"account\":\"weibo\"}],\"approved\":{"
	"\"by\":\"sun\",\"time\":1795499000000},\"armed\":{\"by\":\"zhao\","
	"\"time\":1795499900000,\"expires\":1795500500000},\"fired\":null,"
	"\"fire_word\":\"演练-0001\",\"skew_ms\":34}";

static const char sample_actual[] =
	"{\"id\":\"2026-0001/1\",\"incident\":\"2026-0001\",\"mode\":"
	"\"actual\",\"kind\":\"rebuttal\",\"lang\":\"zh\",\"state\":\"armed\","
	"\"revision\":2,\"title\":\"网传大坝决口不实\",\"digest\":"
	"\"" SAMPLE_DIGEST "\",\"authors\":[\"li\"],\"variants\":[{"
	"\"account\":\"site\"},{\"account\":\"weibo\"}],\"approved\":{"
	"\"by\":\"sun\",\"time\":1795499000000},\"armed\":{\"by\":\"zhao\","
	"\"time\":1795499900000,\"expires\":1795500500000},\"fired\":null,"
	"\"fire_word\":\"2026-0001\",\"skew_ms\":34}";

static const char sample_deliveries[] =
	"{\"total\":2,\"next\":null,\"rows\":["
	"{\"id\":\"D2026-0001/1:site\",\"account\":\"site\",\"kind\":\"site\","
	"\"mode\":\"drill\",\"state\":\"published\",\"url\":\"https://"
	"example.cn/1\","
	"\"at\":1795499950000},"
	"{\"id\":\"D2026-0001/1:weibo\",\"account\":\"weibo\",\"kind\":"
	"\"practice\",\"state\":\"unknown\",\"detail\":\"答复丢失\","
	"\"at\":1795499951000}]}";

static const char sample_prepared[] =
	"{\"total\":2,\"next\":null,\"rows\":["
	"{\"id\":\"D2026-0001/1:site\",\"account\":\"site\",\"kind\":\"site\","
	"\"state\":\"prepared\"},"
	"{\"id\":\"D2026-0001/1:weibo\",\"account\":\"weibo\",\"kind\":"
	"\"practice\",\"state\":\"gap\",\"detail\":\"令牌过期\"}]}";

static const char sample_accounts[] =
	"{\"total\":2,\"next\":null,\"rows\":[{\"id\":\"site\",\"name\":"
	"\"县政府网站\"},{\"id\":\"weibo\",\"name\":\"柳河发布\"}]}";

static inline void
sample_answers(struct rig *r)
{
	rig_answer(r, "watch", "{}");
	rig_answer(r, "status", sample_status);
	rig_answer(r, "incident.list", sample_incidents);
	rig_answer(r, "incident.show", sample_incident);
	rig_answer(r, "playbook.list", sample_playbooks);
	rig_answer(r, "playbook.show", sample_playbook);
	rig_answer(r, "message.show", sample_draft_message);
	rig_answer(r, "message.preview", sample_preview);
	rig_answer(r, "message.diff", sample_diff);
	rig_answer(r, "message.review", "{}");
	rig_answer(r, "draft.show", "{}");
	rig_answer(r, "draft.save", "[]");
	rig_answer(r, "delivery.list", sample_deliveries);
	rig_answer(r, "account.list", sample_accounts);
}

#endif
