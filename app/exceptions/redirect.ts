import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'

export class Redirect extends Exception {
  constructor(
    readonly path: string,
    { status = 303, keepsQuery = false }: { status?: number; keepsQuery?: boolean } = {}
  ) {
    super(`Answered at ${path}`, { status, code: 'E_REDIRECT' })
    this.keepsQuery = keepsQuery
  }

  private readonly keepsQuery: boolean

  handle({ status, path, keepsQuery }: this, { response }: HttpContext) {
    // A slug may be taken back, so no browser may keep where it led to.
    response.header('Cache-Control', 'no-store')
    const redirect = response.redirect().status(status)
    return (keepsQuery ? redirect.withQs() : redirect).toPath(path)
  }

  report() {}
}
