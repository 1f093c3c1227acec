import { type Box, drawn, moved, resized, WHOLE } from '@gongzhi/files/rules'
import { type T, useT } from '@gongzhi/kernel/web/i18n.ts'
import { ActButton } from '@gongzhi/kernel/web/kit/index.ts'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'

type Point = { x: number; y: number }
type Hold = { of: 'draw'; n: number; from: Point } | { of: 'move' | 'size'; n: number; last: Point }

/** One press of an arrow key, in thousandths. */
const STEP = 5
/** A tap that draws nothing wider than this was no box. */
const LEAST_DRAWN = 8
const percent = (part: number): string => `${(part * 100) / WHOLE}%`
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
}

const placeWords = (box: Box, n: number, t: T): string => {
  const part = (of: number) => Math.round(of / 10)
  return t('work.photo.box', { n: n + 1, x: part(box.x), y: part(box.y), w: part(box.w), h: part(box.h) })
}

type Props = { src: string; alt: string; boxes: readonly Box[]; onChange: (boxes: readonly Box[]) => void }

/**
 * A photo on which black boxes are drawn by mouse, pen, finger or keyboard: drawn on the photo, dragged, pulled at the
 * corner; with the keys, arrows move, Shift and arrows resize, Delete takes away.
 */
export const Redactor = ({ src, alt, boxes, onChange }: Props) => {
  const t = useT()
  const stage = useRef<HTMLDivElement>(null)
  const hold = useRef<Hold | undefined>(undefined)
  const [said, say] = useState('')
  // before the photo is there nobody can say where on it they draw
  const [there, come] = useState(false)
  const [chosen, choose] = useState(-1)
  const last = chosen >= 0 && chosen < boxes.length ? chosen : boxes.length - 1
  const put = (n: number, box: Box) => onChange(boxes.map((one, at) => (at === n ? box : one)))
  const focus = (n: number) =>
    requestAnimationFrame(() => stage.current?.querySelectorAll<HTMLElement>('[data-box]')[n]?.focus())

  const add = () => {
    // in the middle, each a little further so that none hides another
    const shift = (boxes.length % 8) * 20
    onChange([...boxes, { x: 400 + shift, y: 400 + shift, w: 200, h: 150 }])
    focus(boxes.length)
  }
  const drop = (n: number) => {
    onChange(boxes.filter((_, at) => at !== n))
    say(t('work.photo.dropped', { n: n + 1 }))
    focus(Math.max(0, n - 1))
  }

  const pointOf = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = stage.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1)
    return { x: ((clientX - left) / width) * WHOLE, y: ((clientY - top) / height) * WHOLE }
  }
  const begin = (event: PointerEvent) => {
    if (!there || event.button !== 0 || !(event.target instanceof Element)) return
    const on = event.target.closest<HTMLElement>('[data-box]')
    const point = pointOf(event)
    if (on) {
      const n = Number(on.dataset.box)
      hold.current = { of: event.target.matches('[data-grip]') ? 'size' : 'move', n, last: point }
      on.focus()
    } else {
      hold.current = { of: 'draw', n: boxes.length, from: point }
      onChange([...boxes, drawn(point, point)])
    }
    event.preventDefault()
    stage.current?.setPointerCapture(event.pointerId)
  }
  const drag = (event: PointerEvent) => {
    const held = hold.current
    const box = held && boxes[held.n]
    if (!held || !box) return
    const point = pointOf(event)
    if (held.of === 'draw') return put(held.n, drawn(held.from, point))
    // by whole thousandths, so that nothing is lost to rounding on the way
    const [right, down] = [Math.round(point.x - held.last.x), Math.round(point.y - held.last.y)]
    if (right === 0 && down === 0) return
    held.last = { x: held.last.x + right, y: held.last.y + down }
    put(held.n, held.of === 'move' ? moved(box, right, down) : resized(box, right, down))
  }
  const end = (event: PointerEvent) => {
    const held = hold.current
    hold.current = undefined
    if (held?.of !== 'draw') return
    const { x, y } = pointOf(event)
    const tapped = Math.abs(x - held.from.x) < LEAST_DRAWN && Math.abs(y - held.from.y) < LEAST_DRAWN
    if (tapped) onChange(boxes.filter((_, at) => at !== held.n))
    else focus(held.n)
  }

  const press = (event: KeyboardEvent, n: number) => {
    const box = boxes[n]
    if (!box) return
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      return drop(n)
    }
    const [right, down] = ARROWS[event.key] ?? []
    if (right === undefined || down === undefined) return
    event.preventDefault()
    const after = event.shiftKey ? resized(box, right, down) : moved(box, right, down)
    put(n, after)
    say(placeWords(after, n, t))
  }

  return (
    <div className="stack tight">
      <p className="quiet" id="how-to-cover">
        {t('work.photo.how')}
      </p>
      <div
        ref={stage}
        className="redactor"
        aria-busy={!there}
        onPointerDown={begin}
        onPointerMove={drag}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <img src={src} alt={alt} draggable={false} onLoad={() => come(true)} />
        {boxes.map((box, n) => (
          <button
            key={n}
            type="button"
            data-box={n}
            aria-label={placeWords(box, n, t)}
            aria-describedby="how-to-cover"
            style={{ left: percent(box.x), top: percent(box.y), width: percent(box.w), height: percent(box.h) }}
            className={n === last ? 'chosen' : undefined}
            onFocus={() => choose(n)}
            onKeyDown={(event) => press(event, n)}
          >
            <span data-grip="" />
          </button>
        ))}
      </div>
      <p className="unseen" role="status">
        {said}
      </p>
      <div className="acts pairs">
        <ActButton onAct={add}>{t('work.photo.add')}</ActButton>
        {boxes.length > 0 && <ActButton onAct={() => drop(last)}>{t('work.photo.dropOne', { n: last + 1 })}</ActButton>}
      </div>
    </div>
  )
}
