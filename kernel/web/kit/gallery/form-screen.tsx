import { useState } from 'react'
import { webProblem } from '../../web-problem.ts'
import {
  ActButton,
  Acts,
  Checkbox,
  Dialog,
  ErrorNotice,
  Field,
  Page,
  type Photo,
  PhotoPicker,
  RadioCards,
  SearchBox,
  Select,
  TextArea,
  toast,
  useForm,
} from '../index.ts'

const kinds = [
  { value: 'light', label: '路灯、道路', note: '坏了、不亮、塌了' },
  { value: 'water', label: '水、电、网' },
]
const villages = [
  { value: 'jinlin', label: '金林村' },
  { value: 'si', label: '四村' },
]

export const FormScreen = () => {
  const [photos, setPhotos] = useState<Photo[]>([])
  const [open, setOpen] = useState(false)
  const [sought, seek] = useState('')
  const form = useForm({
    initial: { title: '', words: '', kind: '', village: '', phone: '', agreed: false },
    // Stands for a server that finds the place wrong and one requirement unmet.
    submit: async ({ title }) => {
      if (title === '退回') throw webProblem({ type: 'unmet', status: 409, unmet: ['unit-on-duty-list'] })
      if (title === '错')
        throw webProblem({ type: 'invalid', status: 400, errors: [{ pointer: '/village', code: 'nowhere' }] })
      toast('已送达，编号 2026-M-0052')
    },
  })
  return (
    <Page title="我要反映" note="第 1 步，共 3 步" back={{ href: '/' }}>
      <SearchBox label="先查有没有人报过" button="查" value={sought} onChange={seek} onSearch={() => setOpen(true)} />
      <form {...form.props}>
        <Field {...form.field('title')} label="一句话说清" required maxLength={30} hint="比如：晒谷场拐角的灯不亮" />
        <TextArea {...form.field('words')} label="细说" maxLength={500} />
        <RadioCards {...form.field('kind')} label="哪一类" required choices={kinds} />
        <Select {...form.field('village')} label="哪个村" required choices={villages} />
        <Field
          {...form.field('phone')}
          label="电话"
          type="tel"
          inputMode="tel"
          pattern="1[0-9]{10}"
          autoComplete="tel"
        />
        <PhotoPicker label="照片" photos={photos} onChange={setPhotos} />
        <Checkbox {...form.check('agreed')} label="结果公开时隐去我的姓名" />
        <ErrorNotice
          problem={form.problem}
          unmetWords={(id) => (id === 'unit-on-duty-list' ? '没有单位管这一项' : id)}
        />
        <Acts>
          <ActButton type="submit" kind="main" busy={form.busy}>
            送出
          </ActButton>
          <ActButton onAct={() => setOpen(true)}>先看看类似的</ActButton>
        </Acts>
      </form>
      <Dialog open={open} title="可能是同一件" onClose={() => setOpen(false)}>
        <p>同类、相距 120 米、晚 2 天：与 0039 可能是同一件。</p>
        <ActButton kind="main" onAct={() => setOpen(false)}>
          知道了
        </ActButton>
      </Dialog>
    </Page>
  )
}
