/*
 * Answers of a station on a busy afternoon: four incidents, one of them of
 * level I and late, one a drill; two roles that nobody on duty has.
 */
#ifndef CRIER_TESTS_TUI_SAMPLE_DESK_H
#define CRIER_TESTS_TUI_SAMPLE_DESK_H

#include "tests/tui/rig.h"

/* It is 14:00; 13:51 late, 14:28, 14:58, 18:00, tomorrow 12:05 */
#define LATE "1795499460000"
#define SOON "1795501680000"
#define LATER "1795503480000"
#define TODAY "1795514400000"
#define MORROW "1795579500000"

static const char desk_status[] =
	"{\"station\":{\"unit\":\"云溪县\"},\"mine\":4,\"waits\":["
	"{\"what\":\"proof\",\"act\":\"delivery.proof\",\"message\":"
	"\"2026-0012/4\",\"incident\":\"2026-0012\",\"mode\":\"actual\","
	"\"title\":\"青河镇暴雨内涝情况通报（第4号）\",\"count\":2,"
	"\"due\":" SOON ",\"mine\":true,\"officers\":[{\"name\":\"赵值班\","
	"\"phone\":\"0000-1001\"}]},"
	"{\"what\":\"returned\",\"act\":\"message.revise\",\"message\":"
	"\"2026-0014/1\",\"incident\":\"2026-0014\",\"mode\":\"actual\","
	"\"title\":\"马岭镇储罐泄漏情况通报\",\"due\":" LATE
	",\"mine\":true,\"why\":\"第二段写了储罐编号，删去后再报\","
	"\"gate\":\"confidentiality\",\"by\":\"zhou\",\"by_name\":"
	"\"周保密\",\"officers\":[{\"name\":\"赵值班\",\"phone\":"
	"\"0000-1001\"}]},"
	"{\"what\":\"claim\",\"act\":\"claim.verdict\",\"claim\":"
	"\"2026-0012/c3\",\"incident\":\"2026-0012\",\"mode\":\"actual\","
	"\"title\":\"石桥水库要垮\",\"due\":" LATER
	",\"mine\":true,\"officers\":[]},"
	"{\"what\":\"draft\",\"act\":\"message.revise\",\"message\":"
	"\"D2026-0003/1\",\"incident\":\"D2026-0003\",\"mode\":\"drill\","
	"\"title\":\"东安县城区内涝\",\"due\":0,\"mine\":true,"
	"\"officers\":[]},"
	"{\"what\":\"final\",\"act\":\"approve\",\"message\":\"2026-0012/5\","
	"\"incident\":\"2026-0012\",\"mode\":\"actual\",\"title\":"
	"\"青河镇暴雨内涝情况通报（第5号）\",\"due\":" SOON
	",\"officers\":[{\"name\":\"吴签发\",\"phone\":\"0000-1006\"}]}],"
	"\"clock\":{\"due\":" LATE ",\"incident\":\"2026-0014\",\"title\":"
	"{\"en\":\"first release\",\"zh\":\"首次权威发布\"}},"
	"\"clocks\":[{\"due\":" LATE ",\"incident\":\"2026-0014\",\"title\":"
	"{\"en\":\"first release\",\"zh\":\"首次权威发布\"}},{\"due\":" SOON
	",\"incident\":\"2026-0012\",\"title\":{\"en\":\"next update\","
	"\"zh\":\"承诺的下次发布\"}}],"
	"\"record\":{\"behind\":0},\"relay\":{\"actual\":true,\"drill\":true},"
	"\"accounts\":{\"total\":12,\"failed\":[{\"id\":\"weibo\",\"name\":"
	"\"云溪发布\",\"detail\":\"凭据 2 天后到期\"}]}}";

static const char desk_incidents[] =
	"{\"total\":4,\"rows\":["
	"{\"id\":\"2026-0012\",\"mode\":\"actual\",\"title\":"
	"\"青河镇暴雨内涝\",\"level\":\"III\",\"state\":\"open\",\"due\":" SOON
	",\"messages\":5,\"claims\":1,\"out\":{\"id\":\"2026-0012/4\","
	"\"issue\":4,\"time\":1795499000000},\"latest\":{\"id\":"
	"\"2026-0012/5\",\"standing\":{\"is\":\"review\",\"short\":{\"en\":"
	"\"first review\",\"zh\":\"一审\"}}}},"
	"{\"id\":\"2026-0014\",\"mode\":\"actual\",\"title\":"
	"\"马岭镇储罐泄漏\",\"level\":\"I\",\"state\":\"open\",\"due\":" LATE
	",\"messages\":1,\"latest\":{\"id\":\"2026-0014/1\",\"standing\":"
	"{\"is\":\"returned\",\"short\":{\"en\":\"returned\",\"zh\":"
	"\"已退回\"}}}},"
	"{\"id\":\"2026-0011\",\"mode\":\"actual\",\"title\":"
	"\"城区供水管网抢修\",\"level\":\"IV\",\"state\":\"open\","
	"\"due\":" MORROW ",\"messages\":2,\"latest\":{\"id\":\"2026-0011/2\","
	"\"standing\":{\"is\":\"fired\",\"short\":{\"en\":\"6/12 published\","
	"\"zh\":\"6/12 上线\"}}}},"
	"{\"id\":\"D2026-0003\",\"mode\":\"drill\",\"title\":"
	"\"东安县城区内涝\",\"level\":\"II\",\"state\":\"open\",\"due\":" TODAY
	",\"messages\":1}]}";

static const char desk_officers[] =
	"{\"rows\":["
	"{\"id\":\"zhao\",\"name\":\"赵值班\",\"phone\":\"0000-1001\","
	"\"roles\":[\"drafter\",\"registrar\"],\"state\":\"active\"},"
	"{\"id\":\"qian\",\"name\":\"钱核实\",\"phone\":\"0000-1002\","
	"\"roles\":[\"drafter\",\"verifier\"],\"state\":\"active\","
	"\"duty\":false},"
	"{\"id\":\"sun\",\"name\":\"孙审核\",\"phone\":\"0000-1003\","
	"\"roles\":[\"reviewer\"],\"state\":\"active\"},"
	"{\"id\":\"li\",\"name\":\"李法制\",\"phone\":\"0000-1004\","
	"\"roles\":[\"legal\"],\"state\":\"active\",\"duty\":false},"
	"{\"id\":\"zhou\",\"name\":\"周保密\",\"phone\":\"0000-1005\","
	"\"roles\":[\"secrecy\"],\"state\":\"active\"},"
	"{\"id\":\"wu\",\"name\":\"吴签发\",\"phone\":\"0000-1006\","
	"\"roles\":[\"signer\",\"head\"],\"state\":\"active\"},"
	"{\"id\":\"wang\",\"name\":\"王发布\",\"phone\":\"0000-1008\","
	"\"roles\":[\"releaser\"],\"state\":\"active\"},"
	"{\"id\":\"feng\",\"name\":\"冯督查\",\"phone\":\"0000-1009\","
	"\"roles\":[\"auditor\"],\"state\":\"active\"}]}";

static const char desk_message[] =
	"{\"id\":\"2026-0014/1\",\"mode\":\"actual\",\"kind\":\"truth\","
	"\"title\":\"马岭镇储罐泄漏情况通报\",\"master\":{\"title\":"
	"\"马岭镇储罐泄漏情况通报\",\"text\":"
	"\"11月24日9时23分，马岭镇化工园区一企业储罐发生泄漏。\\n"
	"泄漏的是园区 3-207 号储罐，现场已停产，周边 420 名职工撤离。\\n"
	"请居民关闭门窗，暂不外出，听村镇干部通知。\"},\"standing\":{\"is\":"
	"\"returned\",\"long\":{\"en\":\"returned by Zhou\",\"zh\":"
	"\"周保密 13:45 退回\"}}}";

static const char desk_incident[] =
	"{\"id\":\"2026-0014\",\"mode\":\"actual\",\"title\":"
	"\"马岭镇储罐泄漏\",\"level\":\"I\",\"clocks\":[{\"rule\":\"p\","
	"\"title\":{\"en\":\"press conference\",\"zh\":\"新闻发布会\"},"
	"\"due\":" MORROW ",\"state\":\"running\"},{\"rule\":\"first\","
	"\"title\":{\"en\":\"first release\",\"zh\":\"首次权威发布\"},"
	"\"due\":" LATE ",\"state\":\"overdue\"}],\"messages\":[{\"id\":"
	"\"2026-0014/1\",\"kind\":\"truth\",\"standing\":{\"is\":\"returned\","
	"\"short\":{\"en\":\"returned\",\"zh\":\"已退回\"}}}],\"lines\":[{"
	"\"topic\":\"cause\",\"text\":\"原因只说正在调查\"}]}";

#endif
