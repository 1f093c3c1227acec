#!/usr/bin/env node
// gongzhi-verify: checks a proof of the public record with the network off. Apache-2.0.
// 核对公开记录的证明，不用联网。 Made from modules/record by scripts/verifier.ts; the same code checks on the page /verify.
import { readFileSync } from "node:fs";
// modules/record/rules/bytes.ts
var LETTERS$1 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** One after the other. */
var concat = (...parts) => {
	const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
};
var same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
/** UTF-8 of a text; half a surrogate pair becomes U+FFFD, as everywhere. */
var utf8 = (text) => {
	const out = [];
	for (const sign of text) {
		const found = sign.codePointAt(0);
		const point = found >= 55296 && found <= 57343 ? 65533 : found;
		if (point < 128) out.push(point);
		else if (point < 2048) out.push(192 | point >> 6, 128 | point & 63);
		else if (point < 65536) out.push(224 | point >> 12, 128 | point >> 6 & 63, 128 | point & 63);
		else out.push(240 | point >> 18, 128 | point >> 12 & 63, 128 | point >> 6 & 63, 128 | point & 63);
	}
	return Uint8Array.from(out);
};
var toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
var toBase64 = (bytes) => {
	let text = "";
	for (let at = 0; at < bytes.length; at += 3) {
		const three = (bytes[at] ?? 0) << 16 | (bytes[at + 1] ?? 0) << 8 | (bytes[at + 2] ?? 0);
		for (let letter = 0; letter < 4; letter++) text += at + letter > bytes.length ? "=" : LETTERS$1[three >> 18 - 6 * letter & 63];
	}
	return text;
};
/** undefined for anything but strict base64 with its padding: one text, one meaning. */
var fromBase64 = (text) => {
	if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return void 0;
	const out = [];
	const letters = text.replace(/=+$/, "");
	let held = 0;
	let bits = 0;
	for (const letter of letters) {
		held = held << 6 | LETTERS$1.indexOf(letter);
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			out.push(held >> bits & 255);
			held &= (1 << bits) - 1;
		}
	}
	return held === 0 ? Uint8Array.from(out) : void 0;
};
// modules/record/rules/code.ts
var LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
var letters = (hash, count) => {
	let text = "";
	for (let at = 0; at < count; at++) {
		const bit = at * 5;
		const two = (hash[bit >> 3] ?? 0) << 8 | (hash[(bit >> 3) + 1] ?? 0);
		text += LETTERS[two >> 11 - (bit & 7) & 31];
	}
	return text;
};
/** `7Q4K-2M9D`; more groups of four where eight letters are taken already. */
var codeOf = (hash, groups = 2) => (letters(hash, groups * 4).match(/.{4}/g) ?? []).join("-");
// modules/record/rules/sha2.ts
var primes = [];
for (let n = 2n; primes.length < 80; n++) if (primes.every((prime) => n % prime !== 0n)) primes.push(n);
/** Whole part of the root, by Newton from above. */
var root = (of, power) => {
	let x = 1n << 104n;
	for (;;) {
		const next = power === 2n ? (x + of / x) / 2n : (2n * x + of / (x * x)) / 3n;
		if (next >= x) return x;
		x = next;
	}
};
var MASK = (1n << 64n) - 1n;
var START_512 = primes.slice(0, 8).map((prime) => root(prime << 128n, 2n) & MASK);
primes.slice(8, 16).map((prime) => root(prime << 128n, 2n) & MASK);
var ROUND_512 = primes.map((prime) => root(prime << 192n, 3n) & MASK);
var upper = (wide) => Number(wide >> 32n) | 0;
var START_256 = START_512.map(upper);
var ROUND_256 = ROUND_512.slice(0, 64).map(upper);
/** The message, a single bit, zeros, and its length in bits at the end of a block. */
var padded$1 = (message, block) => {
	const length = Math.ceil((message.length + 1 + block / 8) / block) * block;
	const out = new Uint8Array(length);
	out.set(message);
	out[message.length] = 128;
	const view = new DataView(out.buffer);
	view.setUint32(length - 8, Math.floor(message.length / 2 ** 29));
	view.setUint32(length - 4, message.length << 3 >>> 0);
	return out;
};
var turn = (x, by) => x >>> by | x << 32 - by;
var w = /* @__PURE__ */ new Int32Array(64);
/** 32 bytes. */
var sha256 = (message) => {
	const bytes = padded$1(message, 64);
	const view = new DataView(bytes.buffer);
	const state = Int32Array.from(START_256);
	const of = (list, at) => list[at];
	for (let block = 0; block < bytes.length; block += 64) {
		for (let t = 0; t < 16; t++) w[t] = view.getInt32(block + t * 4);
		for (let t = 16; t < 64; t++) {
			const a = of(w, t - 15);
			const b = of(w, t - 2);
			const s0 = turn(a, 7) ^ turn(a, 18) ^ a >>> 3;
			const s1 = turn(b, 17) ^ turn(b, 19) ^ b >>> 10;
			w[t] = of(w, t - 16) + s0 + of(w, t - 7) + s1;
		}
		let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
		for (let t = 0; t < 64; t++) {
			const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
			const one = h + s1 + (e & f ^ ~e & g) + of(ROUND_256, t) + of(w, t) | 0;
			const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
			h = g;
			g = f;
			f = e;
			e = d + one | 0;
			d = c;
			c = b;
			b = a;
			a = one + two | 0;
		}
		for (const [at, value] of [
			a,
			b,
			c,
			d,
			e,
			f,
			g,
			h
		].entries()) state[at] = of(state, at) + value;
	}
	const out = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(32));
	for (const [at, value] of state.entries()) out.setInt32(at * 4, value);
	return new Uint8Array(out.buffer);
};
var turnWide = (x, by) => (x >> by | x << 64n - by) & MASK;
/** 64 bytes; only as fast as a signature needs. */
var sha512 = (message) => wide512(message, START_512);
var wide512 = (message, start) => {
	const bytes = padded$1(message, 128);
	const view = new DataView(bytes.buffer);
	let state = [...start];
	for (let block = 0; block < bytes.length; block += 128) {
		const wide = [];
		const of = (at) => wide[at];
		for (let t = 0; t < 16; t++) wide.push(BigInt(view.getUint32(block + t * 8)) << 32n | BigInt(view.getUint32(block + t * 8 + 4)));
		for (let t = 16; t < 80; t++) {
			const a = of(t - 15);
			const b = of(t - 2);
			const s0 = turnWide(a, 1n) ^ turnWide(a, 8n) ^ a >> 7n;
			const s1 = turnWide(b, 19n) ^ turnWide(b, 61n) ^ b >> 6n;
			wide.push(of(t - 16) + s0 + of(t - 7) + s1 & MASK);
		}
		let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
		for (let t = 0; t < 80; t++) {
			const s1 = turnWide(e, 14n) ^ turnWide(e, 18n) ^ turnWide(e, 41n);
			const one = h + s1 + (e & f ^ ~e & MASK & g) + ROUND_512[t] + of(t);
			const two = (turnWide(a, 28n) ^ turnWide(a, 34n) ^ turnWide(a, 39n)) + (a & b ^ a & c ^ b & c);
			h = g;
			g = f;
			f = e;
			e = d + one & MASK;
			d = c;
			c = b;
			b = a;
			a = one + two & MASK;
		}
		const more = [
			a,
			b,
			c,
			d,
			e,
			f,
			g,
			h
		];
		state = state.map((value, at) => value + more[at] & MASK);
	}
	const out = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(64));
	for (const [at, value] of state.entries()) {
		out.setUint32(at * 8, Number(value >> 32n));
		out.setUint32(at * 8 + 4, Number(value & 4294967295n));
	}
	return new Uint8Array(out.buffer);
};
// modules/record/rules/merkle.ts
var LEAF = Uint8Array.of(0);
var NODE = Uint8Array.of(1);
var leafHash = (data) => sha256(concat(LEAF, data));
var nodeHash = (left, right) => sha256(concat(NODE, left, right));
/** The root of a tree without leaves. */
var emptyRoot = () => sha256(/* @__PURE__ */ new Uint8Array());
var half = (n) => Math.floor(n / 2);
/** Whether the path leads from a leaf's hash to the root (RFC 9162, 2.1.3.2). */
var isIncluded = (leaf, index, size, path, root) => {
	if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
	let [fn, sn, hash] = [
		index,
		size - 1,
		leaf
	];
	for (const other of path) {
		if (sn === 0) return false;
		if (fn % 2 === 1 || fn === sn) {
			hash = nodeHash(other, hash);
			while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
		} else hash = nodeHash(hash, other);
		[fn, sn] = [half(fn), half(sn)];
	}
	return sn === 0 && same(hash, root);
};
/** Whether the tree under `root` begins with the tree under `earlierRoot` (RFC 9162, 2.1.4.2). */
var isConsistent = (earlier, size, earlierRoot, root, path) => {
	if (!Number.isSafeInteger(earlier) || !Number.isSafeInteger(size) || earlier < 0 || earlier > size) return false;
	if (earlier === size) return path.length === 0 && same(earlierRoot, root);
	if (earlier === 0) return path.length === 0 && same(earlierRoot, emptyRoot());
	const [first, ...rest] = Number.isInteger(Math.log2(earlier)) ? [earlierRoot, ...path] : path;
	if (!first || path.length === 0) return false;
	let [fn, sn] = [earlier - 1, size - 1];
	while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
	let [fr, sr] = [first, first];
	for (const other of rest) {
		if (sn === 0) return false;
		if (fn % 2 === 1 || fn === sn) {
			fr = nodeHash(other, fr);
			sr = nodeHash(other, sr);
			while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
		} else sr = nodeHash(sr, other);
		[fn, sn] = [half(fn), half(sn)];
	}
	return sn === 0 && same(fr, earlierRoot) && same(sr, root);
};
// modules/record/rules/ed25519.ts
var P$1 = 2n ** 255n - 19n;
var L = 2n ** 252n + 27742317777372353535851937790883648493n;
var mod$1 = (a) => {
	const rest = a % P$1;
	return rest < 0n ? rest + P$1 : rest;
};
var power = (base, exponent) => {
	let result = 1n;
	for (let b = base, e = exponent; e > 0n; e >>= 1n, b = mod$1(b * b)) if (e & 1n) result = mod$1(result * b);
	return result;
};
var inverse$1 = (a) => power(a, P$1 - 2n);
var D = mod$1(-121665n * inverse$1(121666n));
var ROOT_OF_MINUS_ONE = power(2n, (P$1 - 1n) / 4n);
var ZERO = [
	0n,
	1n,
	1n,
	0n
];
/** Complete: the same formula doubles. */
var add$1 = ([x1, y1, z1, t1], [x2, y2, z2, t2]) => {
	const a = mod$1((y1 - x1) * (y2 - x2));
	const b = mod$1((y1 + x1) * (y2 + x2));
	const c = mod$1(2n * D * t1 * t2);
	const d = mod$1(2n * z1 * z2);
	const [e, f, g, h] = [
		b - a,
		d - c,
		d + c,
		b + a
	];
	return [
		mod$1(e * f),
		mod$1(g * h),
		mod$1(f * g),
		mod$1(e * h)
	];
};
var fromLittle = (bytes) => bytes.reduceRight((sum, byte) => sum << 8n | BigInt(byte), 0n);
var toPoint$1 = (bytes) => {
	const all = fromLittle(bytes);
	const y = all & (1n << 255n) - 1n;
	if (bytes.length !== 32 || y >= P$1) return void 0;
	const [u, v] = [mod$1(y * y - 1n), mod$1(D * y * y + 1n)];
	let x = mod$1(u * power(v, 3n) * power(mod$1(u * power(v, 7n)), (P$1 - 5n) / 8n));
	if (mod$1(v * x * x) !== u) x = mod$1(x * ROOT_OF_MINUS_ONE);
	if (mod$1(v * x * x) !== u) return void 0;
	const odd = all >> 255n;
	if (x === 0n && odd === 1n) return void 0;
	if ((x & 1n) !== odd) x = P$1 - x;
	return [
		x,
		y,
		1n,
		mod$1(x * y)
	];
};
var toBytes = ([x, y, z]) => {
	const one = inverse$1(z);
	let all = mod$1(y * one) | (mod$1(x * one) & 1n) << 255n;
	const out = /* @__PURE__ */ new Uint8Array(32);
	for (let at = 0; at < 32; at++, all >>= 8n) out[at] = Number(all & 255n);
	return out;
};
var BASE = toPoint$1(Uint8Array.from({ length: 32 }, (_, at) => at === 0 ? 88 : 102));
/** Whether the 64 bytes are this key's signature of the message. */
var isSignedBy = (key, message, signature) => {
	const a = toPoint$1(key);
	const s = fromLittle(signature.subarray(32));
	if (!a || signature.length !== 64 || s >= L) return false;
	const r = signature.subarray(0, 32);
	const h = fromLittle(sha512(concat(r, key, message))) % L;
	const minus = [
		P$1 - a[0],
		a[1],
		1n,
		P$1 - a[3]
	];
	const both = add$1(BASE, minus);
	let sum = ZERO;
	for (let bit = 252n; bit >= 0n; bit--) {
		sum = add$1(sum, sum);
		const [ofS, ofH] = [s >> bit & 1n, h >> bit & 1n];
		if (ofS || ofH) sum = add$1(sum, ofS && ofH ? both : ofS ? BASE : minus);
	}
	return same(toBytes(sum), r);
};
// modules/record/rules/sm3.ts
var START = [
	1937774191,
	1226093241,
	388252375,
	3666478592,
	2842636476,
	372324522,
	3817729613,
	2969243214
];
var turned = (word, by) => word << (by & 31) | word >>> 32 - (by & 31);
var p0 = (x) => x ^ turned(x, 9) ^ turned(x, 17);
var p1 = (x) => x ^ turned(x, 15) ^ turned(x, 23);
var padded = (message) => {
	const rest = new Uint8Array((119 - message.length % 64) % 64 + 9);
	rest[0] = 128;
	new DataView(rest.buffer).setBigUint64(rest.length - 8, BigInt(message.length) * 8n);
	return concat(message, rest);
};
var compress = (state, block) => {
	const w = Array.from({ length: 16 }, (_, n) => block.getInt32(4 * n));
	const at = (n) => w[n];
	for (let n = 16; n < 68; n++) w.push(p1(at(n - 16) ^ at(n - 9) ^ turned(at(n - 3), 15)) ^ turned(at(n - 13), 7) ^ at(n - 6));
	let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
	for (let n = 0; n < 64; n++) {
		const early = n < 16;
		const twelve = turned(a, 12);
		const ss1 = turned(twelve + e + turned(early ? 2043430169 : 2055708042, n) | 0, 7);
		const ff = early ? a ^ b ^ c : a & b | a & c | b & c;
		const gg = early ? e ^ f ^ g : e & f | ~e & g;
		const tt1 = ff + d + (ss1 ^ twelve) + (at(n) ^ at(n + 4)) | 0;
		const tt2 = gg + h + ss1 + at(n) | 0;
		[d, c, b, a] = [
			c,
			turned(b, 9),
			a,
			tt1
		];
		[h, g, f, e] = [
			g,
			turned(f, 19),
			e,
			p0(tt2)
		];
	}
	return [
		a,
		b,
		c,
		d,
		e,
		f,
		g,
		h
	].map((word, n) => word ^ state[n]);
};
/** The 32 bytes of a message's SM3. */
var sm3 = (message) => {
	const bytes = padded(message);
	let state = [...START];
	for (let at = 0; at < bytes.length; at += 64) state = compress(state, new DataView(bytes.buffer, at, 64));
	const out = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(32));
	for (const [n, word] of state.entries()) out.setInt32(4 * n, word);
	return new Uint8Array(out.buffer);
};
// modules/record/rules/sm2.ts
var hex = (text) => BigInt(`0x${text}`);
var P = hex("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff");
var A = P - 3n;
var B = hex("28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93");
var N = hex("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");
var G = [hex("32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"), hex("bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0")];
/** Who signs, as the standard's default has it. */
var ID = utf8("1234567812345678");
var NOWHERE = [
	1n,
	1n,
	0n
];
var mod = (a) => {
	const rest = a % P;
	return rest < 0n ? rest + P : rest;
};
var inverse = (a) => {
	let [low, high, x, y] = [
		mod(a),
		P,
		1n,
		0n
	];
	while (low > 1n) {
		const times = high / low;
		[low, high, x, y] = [
			high - times * low,
			low,
			y - times * x,
			x
		];
	}
	return mod(x);
};
var double = ([x, y, z]) => {
	if (z === 0n || y === 0n) return NOWHERE;
	const yy = mod(y * y);
	const s = mod(4n * x * yy);
	const zz = mod(z * z);
	const m = mod(3n * (x - zz) * (x + zz));
	const x3 = mod(m * m - 2n * s);
	return [
		x3,
		mod(m * (s - x3) - 8n * yy * yy),
		mod(2n * y * z)
	];
};
var add = (one, other) => {
	const [x1, y1, z1] = one;
	const [x2, y2, z2] = other;
	if (z1 === 0n) return other;
	if (z2 === 0n) return one;
	const [a, b] = [mod(z1 * z1), mod(z2 * z2)];
	const [u1, u2] = [mod(x1 * b), mod(x2 * a)];
	const [s1, s2] = [mod(y1 * b * z2), mod(y2 * a * z1)];
	const [h, r] = [mod(u2 - u1), mod(s2 - s1)];
	if (h === 0n) return r === 0n ? double(one) : NOWHERE;
	const hh = mod(h * h);
	const hhh = mod(h * hh);
	const v = mod(u1 * hh);
	const x3 = mod(r * r - hhh - 2n * v);
	return [
		x3,
		mod(r * (v - x3) - s1 * hhh),
		mod(h * z1 * z2)
	];
};
var bytesOf = (value) => {
	const out = /* @__PURE__ */ new Uint8Array(32);
	for (let at = 31, rest = value; at >= 0; at--, rest >>= 8n) out[at] = Number(rest & 255n);
	return out;
};
var numberOf = (bytes) => hex(toHex(bytes));
/** 64 bytes, x and y, of a point on the curve; undefined for anything else. */
var toPoint = (key) => {
	if (key.length !== 64) return void 0;
	const [x, y] = [numberOf(key.subarray(0, 32)), numberOf(key.subarray(32))];
	return x < P && y < P && mod(y * y) === mod(x * x * x + A * x + B) ? [
		x,
		y,
		1n
	] : void 0;
};
var CURVE = concat(...[
	A,
	B,
	...G
].map(bytesOf));
var LENGTH_OF_ID = Uint8Array.of(0, ID.length * 8);
/** Whether the 64 bytes (r and s) are the signature of this key (x and y, 64 bytes) under the message. */
var isSm2SignedBy = (key, message, signature) => {
	const p = toPoint(key);
	if (!p || signature.length !== 64) return false;
	const [r, s] = [numberOf(signature.subarray(0, 32)), numberOf(signature.subarray(32))];
	const t = (r + s) % N;
	if (r < 1n || r >= N || s < 1n || s >= N || t === 0n) return false;
	const e = numberOf(sm3(concat(sm3(concat(LENGTH_OF_ID, ID, CURVE, key)), message)));
	const g = [...G, 1n];
	const both = add(g, p);
	let sum = NOWHERE;
	for (let bit = 255n; bit >= 0n; bit--) {
		sum = double(sum);
		const [ofS, ofT] = [s >> bit & 1n, t >> bit & 1n];
		if (ofS || ofT) sum = add(sum, ofS && ofT ? both : ofS ? g : p);
	}
	const [x, , z] = sum;
	if (z === 0n) return false;
	const one = inverse(z);
	return (e + mod(x * one * one)) % N === r;
};
// modules/record/rules/note.ts
/** How keys and signatures of an algorithm are named and checked. `type`: C2SP signed-note; 0xff and a long name for unlisted ones. */
var algorithms = {
	ed25519: {
		type: Uint8Array.of(1),
		length: 32,
		isSigned: isSignedBy
	},
	sm2: {
		type: concat(Uint8Array.of(255), utf8("GB/T 32918 SM2 with SM3")),
		length: 64,
		isSigned: isSm2SignedBy
	}
};
var DASH = "—";
var hashOfKey = (name, key, algorithm) => sha256(concat(utf8(name), Uint8Array.of(10), algorithms[algorithm].type, key)).subarray(0, 4);
/** Name, key and algorithm of such a line; undefined when it is none. */
var readKeyLine = (line) => {
	const [name = "", hash = "", ...coded] = line.split("+");
	const bytes = fromBase64(coded.join("+"));
	const algorithm = Object.keys(algorithms).find((one) => {
		const { type, length } = algorithms[one];
		return bytes?.length === type.length + length && same(bytes.subarray(0, type.length), type);
	});
	if (!name || !bytes || !algorithm) return void 0;
	const key = bytes.subarray(algorithms[algorithm].type.length);
	return toHex(hashOfKey(name, key, algorithm)) === hash ? {
		name,
		key,
		algorithm
	} : void 0;
};
/** What two people compare by eye: 32 hex digits in groups of four. */
var keyPrint = (key) => (toHex(sha256(key)).slice(0, 32).match(/.{4}/g) ?? []).join(" ");
/** Its parts; undefined when it is no signed note. */
var readNote = (note) => {
	const at = note.lastIndexOf("\n\n");
	if (at < 0 || !note.endsWith("\n")) return void 0;
	const lines = note.slice(at + 2, -1).split("\n");
	return lines.every((line) => line.startsWith(`${DASH} `)) ? {
		text: note.slice(0, at + 1),
		lines
	} : void 0;
};
/** What a note says of its log; undefined when it is no checkpoint. Whether it is signed is another question. */
var readCheckpoint = (note) => {
	const read = readNote(note);
	const [origin = "", count = "", coded = "", ...more] = read?.text.slice(0, -1).split("\n") ?? [];
	const root = fromBase64(coded);
	const size = Number(count);
	if (!read || !origin || !/^(0|[1-9]\d*)$/.test(count) || !Number.isSafeInteger(size) || root?.length !== 32) return void 0;
	const said = (name) => more.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? null;
	return {
		origin,
		size,
		root,
		at: said("time"),
		sm2: said("sm2")
	};
};
/** Whether a note bears the signature of the key of this line. Signatures of others are passed over. */
var isNoteSignedBy = (note, line) => {
	const read = readNote(note);
	const known = readKeyLine(line);
	if (!read || !known) return false;
	const hash = hashOfKey(known.name, known.key, known.algorithm);
	const { isSigned } = algorithms[known.algorithm];
	return read.lines.some((one) => {
		const [, name, coded = ""] = one.split(" ");
		const bytes = fromBase64(coded);
		return name === known.name && bytes?.length === 68 && same(bytes.subarray(0, 4), hash) && isSigned(known.key, utf8(read.text), bytes.subarray(4));
	});
};
/** Whether the second signature that a head announces is there and right, and made under the name of the log. */
var isSm2Whole = (note, { origin, sm2 }) => {
	if (!sm2) return true;
	const known = readKeyLine(sm2);
	return known?.algorithm === "sm2" && known.name === origin && isNoteSignedBy(note, sm2);
};
// modules/record/rules/proof.ts
var unreadable = {
	ok: false,
	wrong: ["unreadable"]
};
var isText = (value) => typeof value === "string";
var pathOf = (value) => {
	if (!Array.isArray(value) || value.length > 128) return void 0;
	const path = value.map((one) => isText(one) ? fromBase64(one) : void 0);
	return path.every((one) => one?.length === 32) ? path : void 0;
};
var readLeaf = (data) => {
	try {
		const leaf = JSON.parse(data);
		const { county, kind, number, at, body } = leaf;
		return [
			county,
			kind,
			number,
			at
		].every(isText) && typeof body === "object" && body !== null ? leaf : void 0;
	} catch {
		return;
	}
};
/** The key of a head; only that of the first signature stands beside a proof, the second is named in the head itself. */
var firstKey = (line) => {
	const read = isText(line) ? readKeyLine(line) : void 0;
	return read?.algorithm === "ed25519" ? read : void 0;
};
var isOther = (known, key, head) => known.key !== void 0 && known.key !== key || known.sm2 !== void 0 && known.sm2 !== head.sm2;
var sm2PrintOf = ({ sm2 }) => {
	const key = sm2 ? readKeyLine(sm2)?.key : void 0;
	return key ? { sm2Print: keyPrint(key) } : {};
};
var inclusion = (proof, known) => {
	const { key, checkpoint, leaf } = proof;
	const path = pathOf(proof.path);
	const head = isText(checkpoint) ? readCheckpoint(checkpoint) : void 0;
	const signer = firstKey(key);
	if (!path || !head || !signer || !isText(leaf?.data) || typeof leaf.index !== "number") return unreadable;
	const text = readLeaf(leaf.data);
	if (!text) return unreadable;
	const hash = leafHash(utf8(leaf.data));
	const wrong = [];
	if (!isNoteSignedBy(checkpoint, key) || head.origin !== signer.name || !head.origin.endsWith(`/${text.county}`)) wrong.push("signature");
	if (!isSm2Whole(checkpoint, head)) wrong.push("sm2");
	if (isOther(known, key, head)) wrong.push("other-key");
	if (!isIncluded(hash, leaf.index, head.size, path, head.root)) wrong.push("path");
	if (known.code !== void 0 && codeOf(hash, known.code.split("-").length) !== known.code) wrong.push("code");
	return {
		ok: wrong.length === 0,
		wrong,
		kind: "inclusion",
		no: leaf.index + 1,
		size: head.size,
		root: toBase64(head.root),
		signedAt: head.at,
		code: codeOf(hash),
		keyName: signer.name,
		keyPrint: keyPrint(signer.key),
		...sm2PrintOf(head),
		leaf: text
	};
};
/** Whether two heads are of one log at one size with one root; the day on which each was signed may differ. */
var isSameHead = (kept, told) => kept !== void 0 && kept.origin === told.origin && kept.size === told.size && toBase64(kept.root) === toBase64(told.root);
var consistency = (proof, known) => {
	const { key, earlier, later } = proof;
	const path = pathOf(proof.path);
	const before = isText(earlier) ? readCheckpoint(earlier) : void 0;
	const after = isText(later) ? readCheckpoint(later) : void 0;
	const signer = firstKey(key);
	if (!path || !before || !after || !signer) return unreadable;
	const wrong = [];
	if (![earlier, later].every((note) => isNoteSignedBy(note, key)) || before.origin !== signer.name || after.origin !== signer.name) wrong.push("signature");
	if (!isSm2Whole(earlier, before) || !isSm2Whole(later, after)) wrong.push("sm2");
	if (isOther(known, key, after)) wrong.push("other-key");
	if (known.earlier !== void 0 && !isSameHead(readCheckpoint(known.earlier), before)) wrong.push("other-head");
	if (!isConsistent(before.size, after.size, before.root, after.root, path)) wrong.push("path");
	return {
		ok: wrong.length === 0,
		wrong,
		kind: "consistency",
		size: after.size,
		root: toBase64(after.root),
		earlierSize: before.size,
		earlierRoot: toBase64(before.root),
		signedAt: after.at,
		keyName: signer.name,
		keyPrint: keyPrint(signer.key),
		...sm2PrintOf(after)
	};
};
/** Checks a proof as it was pasted or saved, asking nobody. */
var verify = (text, known = {}) => {
	let proof;
	try {
		proof = JSON.parse(text.replace(/^\uFEFF/, ""));
	} catch {
		return unreadable;
	}
	if (typeof proof !== "object" || proof === null || !("format" in proof)) return unreadable;
	if (proof.format === "gongzhi-proof/1") return inclusion(proof, known);
	if (proof.format === "gongzhi-consistency/1") return consistency(proof, known);
	return unreadable;
};
// modules/record/tool/main.ts
var usage = `用法：node gongzhi-verify.mjs 证明.json [--code 核验码] [--key 公钥] [--sm2 国密公钥] [--earlier 留存的目录头.txt] [--json]
usage: node gongzhi-verify.mjs proof.json [--code short-code] [--key key-line] [--sm2 key-line] [--earlier kept-head.txt] [--json]`;
var WRONG = {
	unreadable: ["这不是证明文件，或者文件不完整。", "This is no proof, or not a whole one."],
	signature: ["签名不对：目录不是这把公钥签的，或者签过以后改过。", "The signature does not fit: the head was changed, or signed by somebody else."],
	sm2: ["国密（SM2）签名不对，或者不在。", "The SM2 signature does not fit, or is missing."],
	"other-key": ["公钥不是您给的那一把。", "The key is not the one you gave."],
	"other-head": ["证明里当时的目录头，不是您留存的那一份：记录被重写过。", "The earlier head is not the one you kept: the record was written anew."],
	path: ["内容对不上：记录、位置或目录被改过。", "The content does not fit: the record, its place or the head was changed."],
	code: ["核验码对不上：这是另外一条记录。", "The code does not fit: this is another record."]
};
/** The day in China, which is where the record is. */
var day = (iso) => {
	const at = Date.parse(iso ?? "");
	return Number.isNaN(at) ? "?" : new Date(at + 288e5).toISOString().slice(0, 10);
};
/** What was proved, or what does not fit, in both languages. */
var inWords = (found) => {
	const lines = found.ok ? ["✓ 核对无误 / it holds"] : ["✗ 对不上 / it does not hold"];
	for (const one of found.wrong) lines.push(...WRONG[one].map((line) => `  ${line}`));
	if (found.ok && found.kind === "inclusion") lines.push(`  这条记录是公开记录第 ${found.no} 条，${day(found.leaf?.at)} 公开；到 ${day(found.signedAt)} 签名时（共 ${found.size} 条）没有改动。`, `  Record no. ${found.no}, published ${day(found.leaf?.at)}; unchanged when the head of ${found.size} records was signed on ${day(found.signedAt)}.`);
	if (found.ok && found.kind === "consistency") lines.push(`  现有 ${found.size} 条的公开记录，开头就是当时的 ${found.earlierSize} 条，没有改动、没有抽走。`, `  The record of ${found.size} begins with the ${found.earlierSize} there were: none changed, none taken out.`);
	if (found.leaf) lines.push(`  ${found.leaf.number}  ${found.code}`, `  ${JSON.stringify(found.leaf.body)}`);
	if (found.keyPrint) lines.push(`  公钥指纹 / key ${found.keyName}  ${found.keyPrint}`);
	if (found.sm2Print) lines.push(`  国密公钥指纹 / SM2 key  ${found.sm2Print}`);
	return lines.join("\n");
};
/** Reads the words of a command line and answers what to print and the exit code. */
var run = (args, read) => {
	const flags = /* @__PURE__ */ new Map();
	const files = [];
	for (let at = 0; at < args.length; at++) {
		const word = args[at];
		if (word === "--json") flags.set(word, "");
		else if ([
			"--code",
			"--key",
			"--sm2",
			"--earlier"
		].includes(word)) flags.set(word, args[++at] ?? "");
		else files.push(word);
	}
	const [file, ...more] = files;
	if (file === void 0 || more.length > 0 || file.startsWith("-")) return {
		said: usage,
		exit: 2
	};
	const kept = flags.get("--earlier");
	let text;
	let earlier;
	try {
		text = read(file);
		earlier = kept === void 0 ? void 0 : read(kept);
	} catch {
		return {
			said: `读不了文件 / cannot read ${file}${kept ? ` ${kept}` : ""}`,
			exit: 2
		};
	}
	const [key, sm2] = [flags.get("--key"), flags.get("--sm2")];
	const found = verify(text, {
		key,
		sm2,
		earlier,
		code: flags.get("--code")?.trim().toUpperCase()
	});
	const exit = found.ok ? 0 : found.wrong.includes("unreadable") ? 2 : 1;
	return {
		said: flags.has("--json") ? JSON.stringify(found) : inWords(found),
		exit
	};
};
// modules/record/tool/entry.ts
var { said, exit } = run(process.argv.slice(2), (file) => readFileSync(file, "utf8"));
console.log(said);
process.exitCode = exit;
export {};
