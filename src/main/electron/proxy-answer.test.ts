// Chromium's answers about proxies, well-formed and not.
import { expect, it } from 'vitest'
import { proxyOfAnswer } from './proxy-answer.ts'

it.each([
  ['DIRECT', null],
  ['', null],
  ['PROXY proxy.example.com:8080', 'http://proxy.example.com:8080'],
  ['PROXY proxy.example.com:8080; DIRECT', 'http://proxy.example.com:8080'],
  ['DIRECT; PROXY proxy.example.com:8080', null],
  ['HTTPS proxy.example.com:443;PROXY other.example.com:80', 'https://proxy.example.com:443'],
  ['PROXY [2001:db8::1]:3128', 'http://[2001:db8::1]:3128'],
  ['SOCKS5 socks.example.com:1080; PROXY proxy.example.com:80', 'http://proxy.example.com:80'],
  ['SOCKS5 socks.example.com:1080; DIRECT', null],
  ['SOCKS5 socks.example.com:1080', 'socks5://socks.example.com:1080'],
  ['PROXY name:word@proxy.example.com:80', null],
  ['PROXY proxy.example.com', null],
  ['QUIC proxy.example.com:443', null],
])('%s is read as %s', (answer, url) => {
  expect(proxyOfAnswer(answer)).toBe(url)
})
