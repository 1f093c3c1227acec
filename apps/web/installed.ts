/** Registers the service worker of a face and has it keep what this page has fetched so far. */
export const keepShell = async (base: string): Promise<void> => {
  const face = base === '/work' ? 'work' : 'resident'
  try {
    await navigator.serviceWorker.register(`/sw.js?face=${face}`, { scope: base || '/', updateViaCache: 'none' })
    const { active } = await navigator.serviceWorker.ready
    // the words of another language, or a page opened before the worker was there
    const fetched = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
    active?.postMessage({ keep: fetched.filter((path) => path.startsWith('/assets/')) })
  } catch {
    // without it the page works as long as it stays open
  }
}

/** Throws away every kept page and asset of this house on this device, and begins anew. What waits to be sent stays. */
export const renewShell = async (): Promise<void> => {
  try {
    for (const one of (await navigator.serviceWorker?.getRegistrations()) ?? []) await one.unregister()
    for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name)
  } finally {
    location.reload()
  }
}
