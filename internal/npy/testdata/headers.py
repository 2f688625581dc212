"""Writes headers.json: headers of .npy files, and what NumPy makes of each. python3 headers.py, with NumPy 1.24 of Python 3.11."""
import itertools, json, os, tempfile, warnings
import numpy as np
warnings.simplefilter("ignore")
D="'descr': '<f4'"; F="'fortran_order': False"; S="'shape': (2, 3)"
def d(*p): return "{"+", ".join(p)+"}"
H=[]
def h(text, version=(1,0)): H.append((text,version))
base=d(D,F,S)
for v in [(1,0),(2,0),(3,0),(1,1),(2,1),(4,0),(0,0),(0,1)]: h(base,v)
for t in [base+"\n", base+"   \n", base+", ", "  "+base, "\t"+base, "\n"+base, "\n  "+base, " \n"+base, "  \n"+base, "  \n "+base, base+"\n\n", base+"\n  \n", base+"  # comment", base+"\n# comment\n", "# comment\n"+base, base+" x", base+base, base+";", "("+base+")", "(("+base+"))", "("+base+",)", "["+base+"]", base+"\n 1", base+"\x00", base+"\x0c", "\x0c"+base, base+"\r\n", base+"\r", base[:-1]+",}", base[:-1]+",,}", "{,"+base[1:], base[:-1]+" , }", base[:-1], base+"}", "", " ", "\n", "{}", "None", "1", "dict()", "set()", base.replace(" ",""), base.replace(",",",\n"), base.replace(",",",\n   "), base.replace(",","\\\n,"), base.replace(": ","\t:\t"), base.replace("{","{\n\n").replace("}","\n}"), base.replace(","," # c, }\n,"), "\\\n"+base, base+"\\\n", base+"\\", "\ufeff"+base, base+"\xa0", base.replace(" ","\xa0")]:
    for v in [(1,0),(3,0)]: h(t,v)
for p in itertools.permutations([D,F,S]): h(d(*p))
for dup in [d(D,F,"'shape': (9, 9)",S), d(D,F,S,"'shape': (6, 1)"), d("'descr': '<i8'",D,F,S), d(D,"'descr': '<f8'",F,S), d(D,"'fortran_order': True",F,S), d(D,F,"'fortran_order': True",S), d(D,F,S,"'shape': 1.5"), d(D,F,"'shape': 1.5",S), d(D,F,"'shape': {}",S), d(D,F,"'shape': {1,2}",S), d(D,F,"'shape': {[]}",S), d(D,F,"'shape': {[]: 1}",S), d(D,F,"'shape': {(1,[]): 1}",S), d(D,F,"'shape': {1: 2, 'a': None}",S), d(D,F,"'shape': set()",S), d(D,F,"'shape': set(1)",S), d(D,F,"'shape': b'x'",S), d(D,F,"'shape': ...",S), d(D,F,"'shape': 1+2j",S), d(D,F,"'shape': 1-2j",S), d(D,F,"'shape': 1+2",S), d(D,F,"'shape': -1+2j",S), d(D,F,"'shape': 2j+1",S), d(D,F,"'shape': 2j",S), d(D,F,"'shape': (1+2j+3j)",S), d(D,F,"'shape': not 1",S), d(D,F,"'shape': ~1",S), d(D,F,"'shape': --1",S), d(D,F,"'shape': -True",S), d(D,F,"'shape': x",S), d(D,F,"'shape': 1e5",S), d(D,F,"'shape': .5",S), d(D,F,"'shape': 5.",S), d(D,F,"'shape': 1_0.0_1e1_0",S), d(D,F,"'shape': 1__0",S), d(D,F,"'shape': 1_",S), d(D,F,"'shape': f''",S), d(D,F,"'shape': 1 if 1 else 2",S), d(D,F,"'shape': [1 for x in y]",S), d(D,F,"'shape': (1, *(2,))",S), d(D,F,"**{'shape': 1}",S), d(D,F,"'shape': 1,2",S), d(D,F,"'shape': '\\N{DIGIT ONE}'",S), d(D,F,"'shape': {**{}}",S), d(D,F,"'shape': 0777",S), d(D,F,"'shape': 1.5L",S), d(D,F,"'shape': 1e",S), d(D,F,"'shape': 0x",S), d(D,F,"'shape': {1:2,}",S), d(D,F,"'shape': {1,}",S), d(D,F,"'shape': {1:2,3}",S),d(D,F,"'shape': [1,,2]",S),d(D,F,"'shape': [,]",S),d(D,F,"'shape': (,)",S),d(D,F,"'shape': 1 2",S),d(D,F,"'shape': b'x' b'y'",S),d(D,F,"'shape': b'x' 'y'",S),d(D,F,"'shape': b'\\xff'",S),d(D,F,"'shape': b'\\u1'",S),d(D,F,"'shape': b'\xe9'",S), d(D,F,"'shape': {b'x': 1, b'y': 2}",S), d(D,F,"'shape': {{}: 1}",S), d(D,F,"'shape': {{1}}",S), d(D,F,"'shape': {set(): 1}",S)]: h(dup)
for extra in [d(D,F), d(D,S), d(F,S), d(D,F,S,"'x': 1"), d(D,F,S,"1: 1"), d(D,F,S,"b'shape': 1"), "{'descr', 'fortran_order', 'shape'}", d(D,F,S,"(1,2): 1"), d(D,F,S,"[]: 1"), d(D,F,"'Shape': (2, 3)")]: h(extra)
for k in ['"shape"', "'''shape'''", '"""shape"""', "u'shape'", "U'shape'", "r'shape'", "R'shape'", "b'shape'", "br'shape'", "ur'shape'", "ru'shape'", "f'shape'", "'sha' 'pe'", "'sha'\"pe\"", "'sha'\n'pe'", "'sha' # c\n 'pe'", "'sha' u'pe' r'' ", "'sha\\x70e'", "'\\163hape'", "'\\u0073hape'", "'\\U00000073hape'", "'\\U99999999'", "'s\\hape'", "r's\\x68ape'", "'shape", "shape'", "'sha\npe'", "'sha\\\npe'", "'''sha\npe'''", "'shape\\''", "'\\x7'", "('shape')", "'shape'[0]", "shape", "'shape\\0'", "'sh\xe9pe'", "'sha\tpe'", "'shap' 'e' ''", "'\\x73\\x68\\x61\\x70\\x65'", "'shape' + ''", "'shape'.x", "'\\u07'", "'''sha'''r'''pe'''", "\"'shape\"", "'shape\\\\'", "r'shape\\'", "''", "'\\101'","'\\8'","' shape'"]:
    for v in [(1,0),(3,0)]: h(d(D,F,k+": (2, 3)"),v)
for s in ["(2,3)", "(2, 3,)", "(2, 3,,)", "(,2, 3)", "(2,\n3)", "(2L, 3L)", "(2L,3L,)", "(2 L, 3)", "(2l, 3)", "(2LL, 3)", "(2L L, 3)", "(2\nL, 3)", "(2L0, 3)", "(L2, 3)", "L", "(0x2, 0b11)", "(0o2, 0X3)", "(0x2L, 3)", "(2_0, 3)", "(02, 3)", "(00, 3)", "(0, 3)", "(0_0, 3)", "(+2, 3)", "(-2, 3)", "(-1, 3)", "(2, -1)", "(-1, -1)", "(-2, -3)", "(--2, 3)", "(- 2, 3)", "(-2L, 3)", "(2.0, 3)", "(2e0, 3)", "(2j, 3)", "(True, 3)", "(False, 3)", "(True, True)", "(None, 3)", "('2', 3)", "[2, 3]", "{2, 3}", "2, 3", "2", "(2)", "(6)", "(6,)", "()", "((2, 3))", "((2), (3))", "((2, 3),)", "(2, (3))", "(2, (3,))", "(1, 2, 3)", "(1, 1, 1, 2, 3)", "(2, 3", "2, 3)", "(99999999999999999999, 1)", "(4294967296, 4294967296)", "(2 3)", "(2;3)", "(2, 3) ", "(2,3)if 1 else 2", "(2,)+(3,)", "(1*2, 3)", "(1+1, 3)", "(2+0j, 3)", "tuple((2,3))", "(2, 3 # c\n)", "(2,\\\n3)", "(2, 3)[:]", "(0b2, 3)", "(0o8, 3)", "(1_, 3)", "(_1, 3)", "(0_2, 3)", "(2L,3L)L", "(2or 3, 3)", "(2,3)#", "(\u0662, 3)", "(1e, 3)", "(0xL, 3)", "(2.L, 3)", "(6L)", "(" * 50 + "2, 3" + ")" * 50, "(" * 250 + "2, 3" + ")" * 250, "(~2, 3)", "(2, 3)L","(not 2, 3)","(...,3)"]:
    for v in [(1,0),(3,0)]: h(d(D,F,"'shape': "+s),v)
for f in ["True","False","0","1","None","'False'","true","FALSE","not True","(False)","(False,)","[]","False L","-False","+0","False or False"]: h(d(D,"'fortran_order': "+f,S))
for t in ["<f4",">f4","=f4","|f4","f4","f","d","<f","<d",">d","=d","float32","float64","single","double","float","<float32","float32 "," f4","f4 ","<f4 ","F4","Float32","f8","<f8",">f8","=f8","|f8","f2","<f2","half","float16","e","<f16","g","longdouble","float128","c8","<c8","i4","u1","|u1","b1","?","|b1","S4","U3","<U3","|S1","O","|O","object","V4","M8[s]","","x","f3","<f","f4,f4","(2,)f4","2f4","1f4","<<f4","!f4","@f4","float_","float32,","<f04","f 4","double64","np.float32","<f-4","f4\0","int","bool","str","bytes","void","complex", "f\u0664", "float\n", "<f4\n"]:
    h(d("'descr': "+repr(t),F,S))
for t in ["[('a', '<f4')]","('<f4', (2,))","('<f4', 2)","['<f4']","[]","()","None","4","b'<f4'","{'names': ['a'], 'formats': ['<f4']}","('<f4',)","('<f4', ())","('<f4', 1)","[('', '<f4')]","True","1.5","['<f4','<f4']","[('a','<f4'),('b','<f8')]","(('<f4'))","'<' 'f4'", "'<f4',", "('<f4',(1,))"]:
    h(d("'descr': "+t,F,S))
for n in [9999,10000,10001,20000]:
    for v in [(1,0),(2,0)]: h(base+" "*(n-len(base)),v)
h(base+" "*70000,(2,0))
h(d(D,F,S)[:-1]+", '\xe9': 1}",(1,0)); h(base+" # \xe9",(1,0)); h(base+" # \xe9",(3,0)); h(base+" # \udcff",(3,0))
h(base+" # "+"\xe9"*9000,(3,0)); h(base+" # "+"\xe9"*9000,(1,0))
h("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), '': ''}")
seen, lines = set(), []
for text, version in H:
    try:
        raw = text.encode("utf8" if version >= (3, 0) else "latin1", "surrogateescape")
    except UnicodeEncodeError:
        raw = text.encode("utf8", "surrogateescape")
    if (version, raw) in seen or len(raw) > 1500:
        continue
    seen.add((version, raw))
    begin = b"\x93NUMPY" + bytes(version) + len(raw).to_bytes(2 if version == (1, 0) else 4, "little") + raw
    case = {"version": version, "header": raw.decode("latin1"), "type": "", "shape": []}
    for size in 24, 48, 96, 0, 12, 36, 8, 240, 480:  # bytes of elements, since a file that is too short is refused too
        path = os.path.join(tempfile.gettempdir(), "header.npy")
        with open(path, "wb") as f:
            f.write(begin + bytes(size))
        try:
            a = np.load(path)
        except Exception:
            continue
        case |= {"type": str(a.dtype.newbyteorder("=")) if a.dtype.kind == "f" else "other", "shape": a.shape, "order": "big" if a.dtype.str[0] == ">" else "little", "fortran": a.flags.f_contiguous and not a.flags.c_contiguous, "bytes": size}
        break
    lines.append(json.dumps(case))
with open("headers.json", "w") as f:
    f.write("[\n" + ",\n".join(lines) + "\n]\n")
