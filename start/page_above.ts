import type { HttpContext } from '@adonisjs/core/http'

/** A refused form leaves its own address in the bar: asked for there, the page that has it is shown. */
export function toPageAbove({ request, response }: HttpContext): void {
  const above = request.url().replace(/\/[^/]+$/, '')
  response.redirect().withQs().toPath(above)
}
