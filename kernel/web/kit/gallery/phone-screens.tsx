import {
  ActButton,
  Acts,
  Clock,
  Door,
  Doors,
  Notice,
  Page,
  Progress,
  Seal,
  Slip,
  Steps,
  Timeline,
  Verdict,
} from '../index.ts'
import { Qr } from '../qr.tsx'

export const five = ['受理', '交办', '办理', '答复', '回访'].map((label) => ({ id: label, label }))
export const now = '2026-11-23T10:00:00+08:00'

export const HomeScreen = () => (
  <Page title="官圩镇 · 金林村">
    <Doors label="可以办的事">
      <Door first href="/report" title="我要反映" note="三步说清楚，件件有回应" />
      <Door
        href="/matters"
        title="我的事项"
        note={
          <>
            <b>2 件</b> 在办
          </>
        }
      />
      <Door href="/disclosure" title="村务公开" note="本月新贴 3 张" />
      <Door href="/meetings" title="议事表决" note="周五晚夜话，可提议题" />
      <Door href="/people" title="找人办事" note="今日值班 陈○○" />
    </Doors>
    <Slip title="村口路灯不亮" href="/matters/42" number="2026-M-0042">
      <Steps steps={five} now={2} />
      <Clock who="镇供电所 · 李○○ 在办" dueAt="2026-11-26T17:30:00+08:00" workdaysLeft={3} now={now} />
    </Slip>
    <Slip late title="水渠塌了一段" href="/matters/37" number="2026-M-0037">
      <Steps steps={five} now={1} state="late" />
      <Clock who="县水利局 未接" dueAt="2026-11-20T17:30:00+08:00" workdaysLeft={-1} now={now} also="已督办" />
    </Slip>
    <Slip title="想给老人装扶手" href="/matters/39" number="2026-M-0039">
      <Steps steps={five} now={2} state="paused" />
      <Clock who="镇民政办" dueAt={now} workdaysLeft={2} now={now} pausedFor="等您补充" />
    </Slip>
    <Notice title="有 1 件待发送">有网后自动送达。</Notice>
  </Page>
)

export const MatterScreen = () => (
  <Page title="村口路灯不亮" note="2026-M-0042" back={{ href: '/matters', label: '我的事项' }}>
    <Slip className="plain" title="走到哪了">
      <Steps steps={five} now={4} />
      <Clock who="村里将回访您，您也可以现在评价" dueAt="2026-11-26T17:30:00+08:00" workdaysLeft={3} now={now} />
    </Slip>
    <Timeline
      label="经过"
      entries={[
        { id: '1', at: '2026-11-20T09:12:00+08:00', who: '您', words: '晒谷场拐角的灯三晚没亮了，老人走夜路不方便。' },
        {
          id: '2',
          at: '2026-11-20T09:40:00+08:00',
          who: '村便民服务站 黄○○ 受理',
          words: '已收到，属公共照明，今天交镇里。',
        },
        {
          id: '3',
          at: '2026-11-20T11:05:00+08:00',
          who: '镇指挥中心 交 镇供电所',
          words: '依据：镇履职清单第 47 项，时限 5 个工作日。',
        },
        { id: '4', at: '2026-11-23T16:30:00+08:00', who: '镇供电所 李○○ 办结', words: '换了灯泡和一段线，已亮。' },
      ]}
    />
    <Acts>
      <ActButton kind="main">解决了，满意</ActButton>
      <ActButton>没解决，再办一次</ActButton>
    </Acts>
    <Seal words="已公开" day="至12月10日" recordNo={1204} code="7Q4K-2M9D" href="/record/1204">
      <p>办理结果（隐去姓名）已公开。</p>
    </Seal>
    <Qr text="https://gongzhi.example/record/1204" label="核验用的二维码" />
  </Page>
)

export const MeetingScreen = () => (
  <Page title="乡村夜话 第 9 次" note="石龙村">
    <Verdict
      title="能不能开会"
      total={15}
      count={11}
      need={10}
      totalLabel="应到"
      countLabel="实到"
      rule="三分之二以上"
      met
      result="可以开会"
      basis="议事会履职规则第 6 条；提前 3 日通知 ✓ 材料已发 ✓"
    />
    <Slip title="先说上次定的事" number="3 件销 2 件">
      <table>
        <tbody>
          <tr>
            <td>机耕路补碎石</td>
            <td>已完成</td>
            <td>销号 ✓</td>
          </tr>
          <tr>
            <td>活动室装无障碍坡道</td>
            <td className="late">晚 12 天</td>
            <td>延到 1 月</td>
          </tr>
        </tbody>
      </table>
      <Progress label="销号" done={2} total={3} />
    </Slip>
    <Verdict
      title="表决：秋收后修西沟渠"
      total={11}
      count={5}
      need={6}
      totalLabel="到会"
      countLabel="赞成"
      rule="过半数"
      met={false}
      result="未通过"
      basis="到会人数为分母，弃权不从分母里去掉"
    />
    <ActButton missing={['赞成票 1 张']}>形成决议</ActButton>
    <Seal words="村务公开" day="15日起">
      <p>三季度财务逐笔公开，11月1日贴出，还需在栏 7 天。</p>
    </Seal>
  </Page>
)
