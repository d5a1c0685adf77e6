import { DrainingServer } from '../../bin/draining_server.js'
import { createIgnitor } from '../../bin/ignitor.js'

/**
 * The application as it runs, and beside it the least that a page or an answer of this stack can
 * cost: the public middleware, one query, a small Edge page or a small JSON object, and the same page
 * for somebody who is signed in. And what processor time it has used so far.
 */
await createIgnitor()
  .tap((app) => {
    app.starting(async () => {
      const { default: router } = await import('@adonisjs/core/services/router')
      const { default: edge } = await import('edge.js')
      const { default: db } = await import('@adonisjs/lucid/services/db')
      const { publicStack, signedInStack } = await import('#start/kernel')
      const one = () => db.from('businesses').select('id', 'name').first()

      edge.registerTemplate('bench/trivial', {
        template:
          '<!doctype html><html lang="en"><title>{{ name }}</title><h1>{{ name }}</h1></html>',
      })
      router
        .group(() => {
          router.get('/page', async ({ view }) => view.render('bench/trivial', await one()))
          router.get('/json', async () => ({ name: (await one()).name }))
          router.get('/processor', () => process.cpuUsage())
        })
        .prefix('/bench')
        .use(publicStack)
      router
        .get('/bench/signed-in', async ({ view }) => view.render('bench/trivial', await one()))
        .use(signedInStack)
    })
  })
  .httpServer()
  .start((handler) => new DrainingServer(handler))
