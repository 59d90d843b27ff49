/*
 * Answers of a city's station in a joint incident: an order of its own, whose
 * partners are each at another place, and one that another unit sent.
 */
#ifndef CRIER_TESTS_TUI_SAMPLE_JOINT_H
#define CRIER_TESTS_TUI_SAMPLE_JOINT_H

#include "tests/tui/sample.h"

#define JOINT_NAME "1650ec12aa00"
#define OWN_ORDER "9fe2b1c400aa"
#define THEIR_ORDER "77aa0b3199cc"

#define JOINT_ROW                                                              \
	"\"joint\":\"" JOINT_NAME "\",\"short\":\"1650ec12\",\"name\":"        \
	"\"市委宣传部\",\"title\":\"南河镇洪水\",\"level\":\"ii\","  \
	"\"incident\":\"2026-0001\",\"mode\":\"actual\",\"state\":\"joined\"," \
	"\"ours\":true,\"at\":1795498000000,\"joined\":1,\"invited\":2"
#define INVITED_ROW                                                            \
	"\"joint\":\"44bb00000000\",\"short\":\"44bb0000\",\"partner\":"       \
	"\"prov\",\"name\":\"省委宣传部\",\"phone\":\"020-1\",\"title\":" \
	"\"全省寒潮\",\"mode\":\"actual\",\"state\":\"asked\",\"at\":"     \
	"1795497000000"

static const char sample_joints[] =
	"{\"total\":2,\"rows\":[{" JOINT_ROW "},{" INVITED_ROW "}]}";

#define OWN_ROW                                                                \
	"\"order\":\"" OWN_ORDER "\",\"short\":\"9fe2b1c4\",\"joint\":"        \
	"\"" JOINT_NAME "\",\"incident\":\"2026-0001\",\"name\":\"issuer\","   \
	"\"unit\":\"云溪县新闻办\",\"message\":\"2026-0001/1\","         \
	"\"title\":\"转移群众的通告\",\"mode\":\"actual\",\"fire\":"    \
	"\"appointed\",\"at\":1795503600000,\"answer_by\":1795501800000,"      \
	"\"ordered\":1795499000000"
#define THEIR_ROW                                                               \
	"\"order\":\"" THEIR_ORDER "\",\"short\":\"77aa0b31\",\"joint\":"       \
	"\"" JOINT_NAME "\",\"incident\":\"2026-0001\",\"partner\":\"prov\","   \
	"\"unit\":\"省委宣传部\",\"phone\":\"020-1\",\"name\":\"issuer\"," \
	"\"title\":\"大坝没有险情\",\"mode\":\"actual\",\"fire\":"        \
	"\"own\",\"until\":1795540000000,\"state\":\"heard\",\"ordered\":"      \
	"1795499500000"

static const char sample_joint[] =
	"{" JOINT_ROW ",\"units\":[{\"partner\":\"county\",\"name\":"
	"\"东安县新闻办\",\"phone\":\"010-88\",\"state\":\"joined\",\"at\":"
	"1795498000000},{\"partner\":\"water\",\"name\":\"市水利局\","
	"\"phone\":\"010-77\",\"state\":\"asked\"}],\"orders\":[{" OWN_ROW
	"},{" THEIR_ROW "}],\"offers\":[]}";

/* As the station has them: in the order in which they were asked. */
static const char sample_order[] =
	"{" OWN_ROW ",\"units\":["
	"{\"partner\":\"a\",\"name\":\"甲县\",\"phone\":\"010-1\",\"state\":"
	"\"out\",\"by_hand\":false,\"at\":1795499900000,\"heard\":"
	"1795499900000,\"of\":3,\"out\":2,\"verified\":1,\"receipt\":[{"
	"\"account\":\"site\",\"name\":\"甲县网站\",\"state\":\"verified\","
	"\"address\":\"https://a.example/1\"},{\"account\":\"weibo\","
	"\"name\":\"甲县微博\",\"state\":\"unknown\"}]},"
	"{\"partner\":\"b\",\"name\":\"乙县\",\"phone\":\"010-2\",\"state\":"
	"\"ready\",\"by_hand\":false,\"heard\":1795499800000,\"accounts\":4,"
	"\"gaps\":1,\"clock\":\"sure\"},"
	"{\"partner\":\"c\",\"name\":\"丙镇\",\"phone\":\"010-3\",\"state\":"
	"\"unknown\",\"by_hand\":true},"
	"{\"partner\":\"d\",\"name\":\"丁县\",\"phone\":\"010-4\",\"state\":"
	"\"heard\",\"by_hand\":false,\"heard\":1795499300000},"
	"{\"partner\":\"e\",\"name\":\"戊县\",\"phone\":\"010-5\",\"state\":"
	"\"refused\",\"by_hand\":false,\"heard\":1795499400000,\"reason\":"
	"\"数字与本县不符\",\"by\":\"孙签\"}]}";

static const char sample_their_order[] =
	"{" THEIR_ROW ",\"digest\":\"" SAMPLE_DIGEST "\",\"says\":{\"masters\":"
	"[{\"language\":\"zh\",\"title\":\"大坝没有险情\",\"paragraphs\":[{"
	"\"text\":\"第一段说大坝没有险情。\"},{\"text\":"
	"\"第二段说请不要传谣，不要信谣，以省市两级防汛指挥部和水利部门发布的消"
	"息为准，"
	"看见险情请立即拨打当地防汛值班电话报告，并通知下游的亲友尽快转移到高处"
	"，"
	"车辆不要驶入下穿通道和地下车库，学校和企业按照当地通知安排上课与上班。"
	"\"},{\"text\":\"最后一段是落款。\"}]}]},"
	"\"units\":[]}";

static const char sample_accounts_of_order[] =
	"{\"rows\":[{\"id\":\"site\",\"name\":\"县政府网站\",\"state\":"
	"\"active\"},{\"id\":\"old\",\"name\":\"旧号\",\"state\":\"closed\"},"
	"{\"id\":\"weibo\",\"name\":\"柳河发布\",\"state\":\"active\"}]}";

static inline void
sample_joint_answers(struct rig *r)
{
	rig_answer(r, "joint.list", sample_joints);
	rig_answer(r, "joint.show", sample_joint);
	rig_answer(r, "joint.order", sample_order);
	rig_answer(r, "joint.read", "[]");
}

#endif
