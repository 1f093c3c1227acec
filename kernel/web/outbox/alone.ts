const NAME = 'outbox'
const LEASE = 90_000

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

// Before Chrome 69 and Safari 15.4 there are no locks: a lease in localStorage, given back when the page goes; a page that is
// killed leaves it to run out. Two pages that take it in the same moment both send; the key of each item makes that one act
// on the server.
const leased = async (work: () => Promise<void>, patient: boolean): Promise<void> => {
  const mine = `${Date.now()}-${Math.random()}`
  const held = () => {
    const [until = '0', whose = ''] = (localStorage.getItem(NAME) ?? '').split(' ')
    const left = Number(until) - Date.now()
    return left > 0 && left <= LEASE ? whose : ''
  }
  while (held() !== '') {
    if (!patient) return
    await wait(200)
  }
  const giveBack = () => {
    if (held() === mine) localStorage.removeItem(NAME)
  }
  addEventListener('pagehide', giveBack)
  try {
    localStorage.setItem(NAME, `${Date.now() + LEASE} ${mine}`)
    await wait(30)
    if (held() === mine) return await work()
  } finally {
    removeEventListener('pagehide', giveBack)
    giveBack()
  }
  if (patient) return leased(work, patient)
}

/** Works while no other page of this house on this device does; `patient`: waits its turn, else leaves it. */
export const alone = async (work: () => Promise<void>, patient: boolean): Promise<void> => {
  if (typeof navigator.locks?.request === 'function')
    return navigator.locks.request(NAME, { ifAvailable: !patient }, (lock) => (lock ? work() : undefined))
  if (typeof localStorage === 'undefined') return work()
  return leased(work, patient)
}
