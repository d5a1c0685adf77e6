/**
 * Inside a site that the business named: tells that site how high the page is, and that Escape was
 * pressed, once it has asked. No other site is told anything.
 */
const { sites } = document.documentElement.dataset
let site = null

function tell(message) {
  if (site) parent.postMessage({ bellhop: 1, ...message }, site)
}

function tellHeight() {
  tell({ height: Math.ceil(document.querySelector('.page').getBoundingClientRect().height) })
}

if (sites && parent !== window) {
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || !data?.bellhop || !sites.split(' ').includes(origin)) return
    site = origin
    tellHeight()
  })
  addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && !defaultPrevented) tell({ closes: true })
  })
  new ResizeObserver(tellHeight).observe(document.querySelector('.page'))
}
