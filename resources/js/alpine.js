import { data } from 'alpinejs/src/datas.js'
import { setEvaluator } from 'alpinejs/src/evaluator.js'
import { start } from 'alpinejs/src/lifecycle.js'
import { setReactivityEngine } from 'alpinejs/src/reactivity.js'
import { closestDataStack, mergeProxies } from 'alpinejs/src/scope.js'
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
setEvaluator((el, name) => (receive = () => {}, { scope = {}, params = [] } = {}) => {
  const data = mergeProxies([scope, ...closestDataStack(el)])
  const method = typeof name === 'function' ? name : data[name]
  receive(method.apply(data, params))
})

/** The server writes the pages: no text or attribute follows data, so nothing has to watch it. */
setReactivityEngine({
  reactive: (data) => data,
  effect: (run) => run(),
  release() {},
  raw: (data) => data,
})

/** All that is used of it, also by its own parts: see `vite.config.ts`. */
export default { data, start }
