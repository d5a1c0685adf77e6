/* Bellhop on another site. A page in a frame says its height; a link with
   data-bellhop opens in a dialog. */
;(() => {
  const home = new URL(document.currentScript.src).origin
  const embeds = (window.bellhopEmbeds ??= new Set())
  if (embeds.has(home)) return
  embeds.add(home)

  const isOurs = (frame) => frame.src && new URL(frame.src, location.href).origin === home
  const frames = () => [...document.querySelectorAll('iframe')].filter(isOurs)

  const greet = (frame) => frame.contentWindow?.postMessage({ bellhop: 1 }, '*')

  /* Greets each page, and brings its beginning into sight. */
  document.addEventListener(
    'load',
    ({ target }) => {
      if (target.localName !== 'iframe' || !isOurs(target)) return
      greet(target)
      if (target.dataset.bellhopSeen && target.getBoundingClientRect().top < 0) {
        target.scrollIntoView()
      }
      target.dataset.bellhopSeen = 'yes'
    },
    true
  )
  frames().forEach(greet)

  addEventListener('message', ({ origin, source, data }) => {
    if (origin !== home || !data?.bellhop) return
    const frame = frames().find(({ contentWindow }) => contentWindow === source)
    if (!frame) return
    const dialog = frame.closest('dialog')
    if (dialog) dialog.heard = 1
    if (data.closes) dialog?.close()
    if (!dialog && data.height > 0) frame.style.height = `${Math.min(data.height, 20000)}px`
  })

  const open = (link) => {
    const dialog = document.createElement('dialog')
    const close = document.createElement('button')
    const frame = document.createElement('iframe')
    dialog.closedBy = 'any'
    dialog.ariaLabel = frame.title = link.textContent.trim()
    dialog.style.cssText =
      'width:min(64rem,100%);max-width:100%;height:min(56rem,100%);max-height:100%;padding:0;border:0;background:Canvas;overflow:hidden;box-shadow:0 0 0 99vmax #0008'
    close.type = 'button'
    close.textContent = '✕'
    close.ariaLabel = link.dataset.close || 'Close'
    close.style.cssText =
      'display:block;width:2.75rem;height:2.75rem;margin-inline-start:auto;border:0;background:none;color:CanvasText;font-size:1.25rem;cursor:pointer'
    close.onclick = () => dialog.close()
    frame.src = link.href
    frame.style.cssText = 'display:block;width:100%;height:calc(100% - 2.75rem);border:0'
    dialog.append(close, frame)
    dialog.onclose = () => dialog.remove()
    /* What may not be framed says nothing. */
    const follow = () => dialog.open && !dialog.heard && location.assign(frame.src)
    frame.onload = () => setTimeout(follow, 1500)
    setTimeout(follow, 9e3)
    document.body.append(dialog)
    dialog.showModal()
  }

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-bellhop]')
    if (!link || link.origin !== home || event.defaultPrevented || event.button) return
    if (event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return
    event.preventDefault()
    open(link)
  })
})()
