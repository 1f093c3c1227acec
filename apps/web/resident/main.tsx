import type { ReactNode } from 'react'
import { useT } from '../../../kernel/web/i18n.ts'
import { Shell } from '../../../kernel/web/kit/index.ts'
import { start } from '../start.tsx'
import { routes } from './routes.tsx'

const Frame = ({ children }: { children: ReactNode }) => {
  const t = useT()
  return <Shell place={t('web.label.app')}>{children}</Shell>
}

start({ base: '', routes, frame: (page) => <Frame>{page}</Frame> })
