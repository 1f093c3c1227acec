import { type ReactNode, useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { locales, setLocale, useLocale, useT } from '../i18n.ts'
import { Colophon } from './colophon.tsx'
import { currentSize, setSize, sizeAfter } from './large-type.ts'
import { Toasts } from './toast.tsx'

const names: Record<string, string> = { 'zh-CN': '简', 'zh-TW': '繁', en: 'EN' }
const longNames: Record<string, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }

const Switches = () => {
  const t = useT()
  const shown = useLocale()
  const [size, show] = useState(currentSize)
  const next = sizeAfter(size)
  const grow = () => {
    setSize(next)
    show(next)
  }
  return (
    <div className="switches">
      <button type="button" className="type-size" onClick={grow}>
        <span>{t(`kit.size.${next}`)}</span>
      </button>
      {locales()
        .filter((locale) => locale !== shown)
        .map((locale) => (
          <button
            key={locale}
            type="button"
            lang={locale}
            title={longNames[locale]}
            aria-label={`${names[locale] ?? locale} ${longNames[locale] ?? ''}`}
            onClick={() => setLocale(locale)}
          >
            {names[locale] ?? locale}
          </button>
        ))}
    </div>
  )
}

export type NavItem = { href: string; label: string; count?: number }

/** The frame of every page: skip link, bar with the place and the switches, sections, main, footer, toasts. */
export const Shell = (props: {
  place: string
  home?: string
  wide?: boolean
  nav?: NavItem[]
  account?: ReactNode
  footer?: ReactNode
  children: ReactNode
}) => {
  const t = useT()
  const [here] = useLocation()
  const inside = (href: string) => (href === '/' ? here === '/' : here === href || here.startsWith(`${href}/`))
  return (
    <div className={props.wide ? 'shell wide' : 'shell'}>
      <a className="skip" href="#main">
        {t('kit.label.skip')}
      </a>
      <header className="topbar">
        <Link className="place" href={props.home ?? '/'}>
          {props.place}
        </Link>
        {props.account}
        <Switches />
      </header>
      {props.nav && (
        <nav className="sections" aria-label={t('kit.label.menu')}>
          {props.nav.map((item) => (
            <Link key={item.href} href={item.href} aria-current={inside(item.href) ? 'page' : undefined}>
              {item.label}
              {item.count ? <span className="num"> {item.count}</span> : null}
            </Link>
          ))}
        </nav>
      )}
      <main id="main" tabIndex={-1}>
        {props.children}
      </main>
      {props.footer && <footer className="foot">{props.footer}</footer>}
      <Toasts />
    </div>
  )
}

let opened = 0

/**
 * One page: its heading over the ink rule, an optional number or note on the right, a way back. Sets the document's
 * title; on every page after the first the heading takes the focus, so that a screen reader says where one is.
 */
export const Page = (props: {
  title: string
  note?: ReactNode
  back?: { href: string; label?: string }
  aside?: ReactNode
  children: ReactNode
}) => {
  const t = useT()
  useEffect(() => {
    document.title = t('kit.label.titled', { title: props.title })
  }, [props.title, t])
  useEffect(() => {
    if (opened++ > 0) document.getElementById('title')?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [])
  return (
    <div className="page">
      {props.back && (
        <Link className="back" href={props.back.href}>
          {props.back.label ?? t('kit.label.back')}
        </Link>
      )}
      <div className="bar">
        <h1 id="title" tabIndex={-1}>
          {props.title}
        </h1>
        {props.note && <span className="quiet num">{props.note}</span>}
      </div>
      {props.aside ? (
        <div className="beside">
          <div className="stack">{props.children}</div>
          <aside className="stack">{props.aside}</aside>
        </div>
      ) : (
        <div className="stack">{props.children}</div>
      )}
      <Colophon />
    </div>
  )
}
