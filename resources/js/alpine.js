import Alpine from 'alpinejs/src/alpine.js'
import 'alpinejs/src/directives/x-data.js'
import 'alpinejs/src/directives/x-on.js'
import 'alpinejs/src/directives/x-ref.js'
import 'alpinejs/src/magics/$el.js'
import 'alpinejs/src/magics/$refs.js'
import 'alpinejs/src/magics/$root.js'

/**
 * Alpine from its parts: the directives that templates use, and nothing that compiles strings, which
 * the content security policy forbids. An attribute holds a name: a component's, or a method's.
 */
Alpine.setEvaluator((el, name) => (receive = () => {}, { scope = {}, params = [] } = {}) => {
  const data = Alpine.mergeProxies([scope, ...Alpine.closestDataStack(el)])
  const method = typeof name === 'function' ? name : data[name]
  receive(method.apply(data, params))
})

/** The server writes the pages: no text or attribute follows data, so nothing has to watch it. */
Alpine.setReactivityEngine({
  reactive: (data) => data,
  effect: (run) => run(),
  release() {},
  raw: (data) => data,
})

export default Alpine
