import { test } from '@japa/runner'
import { madePicture } from '#controllers/guest/pictures/made_pictures'

test.group('A picture that is made when it is wanted', () => {
  test('is made once for all who want it', async ({ assert }) => {
    let times = 0
    const make = async () => Buffer.from(String(++times))
    const wanted = [madePicture('/images/once', make), madePicture('/images/once', make)]
    assert.deepEqual((await Promise.all(wanted)).map(String), ['1', '1'])
    assert.equal(String(await madePicture('/images/once', make)), '1')
  })

  test('is made anew after that failed', async ({ assert }) => {
    const fail = () => Promise.reject(new Error('no database'))
    await assert.rejects(() => madePicture('/images/failed', fail), 'no database')
    const made = await madePicture('/images/failed', async () => Buffer.from('drawn'))
    assert.equal(String(made), 'drawn')
  })
})
