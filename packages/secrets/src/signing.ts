import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

/** An Ed25519 key pair (RFC 8032): the public half in SPKI, the private half in PKCS #8, both DER. */
export interface SigningKey {
  publicKey: Buffer;
  privateKey: Buffer;
}

export function newSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return { publicKey, privateKey };
}

/** Signs a text. The signature is 64 bytes. */
export const signText = (privateKey: Buffer, text: string): Buffer =>
  sign(null, Buffer.from(text), createPrivateKey({ key: privateKey, type: 'pkcs8', format: 'der' }));

/** Verifies the signature of a text against the public half of the key. */
export const isSignedBy = (publicKey: Buffer, text: string, signature: Buffer): boolean =>
  verify(
    null,
    Buffer.from(text),
    createPublicKey({ key: publicKey, type: 'spki', format: 'der' }),
    signature,
  );
