import { useState } from 'react'
import { webProblem } from '../../web-problem.ts'
import {
  ActButton,
  Acts,
  type Column,
  DataTable,
  ErrorNotice,
  Figures,
  MiniSteps,
  Page,
  Pager,
  Seal,
  Slip,
  Tabs,
  TimeLeftWords,
} from '../index.ts'
import { five, now } from './phone-screens.tsx'

type Row = {
  id: string
  title: string
  kind: string
  village: string
  at: number
  holder: string
  dueAt: string
  left: number
}
const rows: Row[] = [
  ['水渠塌了一段', '基础设施·水利 · 3 人同报', '金林村', 1, '县水利局', '2026-11-20T17:30:00+08:00', -1],
  ['自来水时断时续', '要素保障·水 · 夜间', '四村', 2, '自来水公司', '2026-11-23T17:30:00+08:00', 0],
  ['独居老人想装扶手', '民生服务 · 代办', '红中村', 2, '残联 协办 民政', '2026-11-26T17:30:00+08:00', 3],
  ['晒谷场垃圾没人清', '环境卫生 · 可能与 0039 同一件', '金林村', 0, '待分派', '2026-11-24T09:30:00+08:00', 1],
].map(([title, kind, village, at, holder, dueAt, left], n) => ({
  id: String(n),
  title: String(title),
  kind: String(kind),
  village: String(village),
  at: Number(at),
  holder: String(holder),
  dueAt: String(dueAt),
  left: Number(left),
}))

const columns: Column<Row>[] = [
  {
    id: 'title',
    head: '事项',
    cell: (row) => (
      <>
        {row.title}
        <small>{row.kind}</small>
      </>
    ),
  },
  { id: 'village', head: '村', cell: (row) => row.village },
  {
    id: 'at',
    head: '走到哪',
    cell: (row) => <MiniSteps steps={five} now={row.at} state={row.left < 0 ? 'late' : 'now'} />,
  },
  { id: 'holder', head: '谁在办', cell: (row) => row.holder },
  { id: 'due', head: '时限', cell: (row) => <TimeLeftWords dueAt={row.dueAt} workdaysLeft={row.left} now={now} /> },
]

const tabs = [
  { id: 'mine', label: '我的' },
  { id: 'unit', label: '本单位', count: 37 },
  { id: 'soon', label: '快到期', count: 6 },
  { id: 'late', label: '超期', count: 4, late: true },
]

const Beside = () => (
  <>
    <Slip title="晒谷场垃圾没人清" number="0051">
      <p>
        同类、相距 120 米、晚 2 天：与 <b>0039</b> 可能是同一件。
      </p>
      <Acts>
        <ActButton kind="main">并入 0039（各自答复、各自评价）</ActButton>
        <ActButton>交 镇环卫所 · 履职清单第 12 项</ActButton>
        <ActButton missing={['先受理', '需写明结果', '办理人不能自己核验']}>办结</ActButton>
      </Acts>
    </Slip>
    <Seal words="村务公开" day="15日起" recordNo={1187}>
      <p>三季度财务逐笔公开，11月1日贴出，还需在栏 7 天。</p>
      <p>监委会已审 · 异议 0 件</p>
    </Seal>
  </>
)

export const DeskScreen = () => {
  const [tab, setTab] = useState('mine')
  return (
    <Page title="待办" note="11月23日 周一" aside={<Beside />}>
      <Figures
        label="本镇"
        figures={[
          { id: 'open', value: 37, label: '在办' },
          { id: 'late', value: 4, label: '超期', late: true, href: '/late' },
          { id: 'ontime', value: '96.2%', label: '按时答复', note: 'n=318' },
          { id: 'pleased', value: '91.8%', label: '回访满意', note: 'n=207' },
        ]}
      />
      <Tabs label="待办的看法" tabs={tabs} value={tab} onChange={setTab}>
        <DataTable
          caption="待办事项"
          columns={columns}
          rows={tab === 'late' ? [] : rows}
          rowKey={(row) => row.id}
          href={(row) => `/matters/${row.id}`}
          empty="没有超期的，很好。"
          more={{ onMore: () => setTab('late') }}
        />
      </Tabs>
      <ErrorNotice problem={webProblem({ type: 'network', status: 0 })} onAgain={() => setTab('mine')} />
      <Pager note="11月" onPrevious={() => setTab('mine')} />
    </Page>
  )
}
