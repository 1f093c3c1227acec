import { createRoot } from 'react-dom/client'
import { LocaleProvider, startWords } from '../../i18n.ts'
import { restoreSize, Shell } from '../index.ts'
import { DeskScreen } from './desk-screen.tsx'
import { FormScreen } from './form-screen.tsx'
import { HomeScreen, MatterScreen, MeetingScreen } from './phone-screens.tsx'

// Only the kit's own test opens this: `?screen=home`.
const screens = { home: HomeScreen, matter: MatterScreen, meeting: MeetingScreen, form: FormScreen, desk: DeskScreen }
const chosen = new URLSearchParams(location.search).get('screen')
const Screen = Object.entries(screens).find(([name]) => name === chosen)?.[1] ?? HomeScreen

restoreSize()
await startWords({ 'zh-CN': () => import('../../../locales/zh-CN.json'), en: () => import('../../../locales/en.json') })
const host = document.getElementById('app')
const nav = [
  { href: '/', label: '待办', count: 37 },
  { href: '/meetings', label: '议事' },
  { href: '/disclosure', label: '公开' },
]
if (host)
  createRoot(host).render(
    <LocaleProvider>
      <Shell
        place={Screen === DeskScreen ? '官圩镇 · 工作台' : Screen === HomeScreen ? '共治' : '官圩镇 · 金林村'}
        wide={Screen === DeskScreen}
        nav={Screen === DeskScreen ? nav : undefined}
        footer={<a href="/seen">谁看过我的资料</a>}
      >
        <Screen />
      </Shell>
    </LocaleProvider>,
  )
