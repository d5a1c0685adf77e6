import { errors } from '@adonisjs/auth'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { submittedFields } from '#formats/words/submitted_fields'

export default class AuthMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    try {
      await ctx.auth.authenticateUsing(['web'])
    } catch (error) {
      if (!(error instanceof errors.E_UNAUTHORIZED_ACCESS)) throw error
      const isPage = ctx.request.method() === 'GET'
      if (!isPage && submittedFields(ctx.request.body()).length > 0) throw error
      const back = isPage ? ctx.request.url(true) : '/admin'
      return ctx.response.redirect().toPath(`/sign-in?${new URLSearchParams({ to: back })}`)
    }
    ctx.response.header('cache-control', 'no-store')
    return next()
  }
}
